select variant, people
from machine_only
where experiment = @experiment
