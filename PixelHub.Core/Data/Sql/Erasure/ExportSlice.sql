select position, at, kind, scope, variant, verdict, origin, viewer, is_repeat, coalesce(first_verdict, 0),
  (select a.address from addresses a where a.id = events.address)
from events
where experiment = @experiment and (at, position) > (@at, @position) and (at, position) <= (@to_at, @to_position) and recipient = @recipient
order by at, position
