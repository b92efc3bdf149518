select min(Number)
from experiments
where Number > @experiment
