select first, id
from people
where level = @level and experiment = @experiment
order by first
