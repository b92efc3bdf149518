select before
from purges
where experiment = @experiment
