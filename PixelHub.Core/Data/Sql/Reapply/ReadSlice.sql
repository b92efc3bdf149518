select at, position, kind, verdict, coalesce(first_verdict, 0)
from events
where experiment = @experiment and (at, position) > (@at, @position)
order by at, position
limit @limit
