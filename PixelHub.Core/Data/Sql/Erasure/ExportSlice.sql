select position, at, kind, scope, variant, verdict, origin, viewer, is_repeat
from events
where experiment = @experiment and (at, position) > (@at, @position) and (at, position) <= (@to_at, @to_position) and recipient = @recipient
order by at, position
