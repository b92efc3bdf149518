select max(at)
from events
where experiment = @experiment
