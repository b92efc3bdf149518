select Number
from experiments
union
select distinct experiment
from counts
order by 1
