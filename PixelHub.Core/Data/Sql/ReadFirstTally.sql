select people
from machine_only
where experiment = 0
