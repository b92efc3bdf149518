select min(at)
from disorders
where experiment = @experiment and position >= @position
