select id, experiment, first, block
from people
where level = @level and (experiment, first) > (@experiment, @first)
order by experiment, first
limit 1
