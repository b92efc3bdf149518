select at, position, kind, scope, verdict, origin, recipient, is_repeat, coalesce(first_verdict, 0)
from events
where experiment = @experiment and at >= @from and at < @before and kind in (2, 4) and recipient <> 0
