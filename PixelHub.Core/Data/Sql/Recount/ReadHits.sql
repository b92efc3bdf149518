select position, at, kind, scope, variant, verdict, origin, recipient, viewer, is_repeat, coalesce(known_before, -1)
from events
where experiment = @experiment
order by case when recipient <> 0 then recipient else viewer end, position
