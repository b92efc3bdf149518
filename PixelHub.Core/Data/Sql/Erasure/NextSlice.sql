select at, position
from events
where experiment = @experiment and (at, position) > (@at, @position)
order by at, position
limit 1 offset @rows
