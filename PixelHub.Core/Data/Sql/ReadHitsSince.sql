select recipient, position, at, kind, scope, variant, verdict, origin, is_repeat, coalesce(first_verdict, 0), coalesce(known_before, -1)
from events
where experiment = @experiment and at >= @from and recipient <> 0
