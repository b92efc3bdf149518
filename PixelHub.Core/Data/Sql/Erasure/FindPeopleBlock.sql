select id, first, block
from people
where level = @level and experiment = @experiment and first <= @person
order by first desc
limit 1
