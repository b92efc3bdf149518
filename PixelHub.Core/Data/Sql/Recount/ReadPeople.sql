select experiment, first, block
from people
where level = @level and experiment = @experiment
order by first
