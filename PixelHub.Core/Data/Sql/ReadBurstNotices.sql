select at, recipient
from burst_notices
where experiment = @experiment and at >= @from
