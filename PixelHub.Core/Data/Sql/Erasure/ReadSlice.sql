select e.at, e.position, e.kind, e.scope, e.variant, v.class, e.is_repeat, e.verdict
from events e
join verdicts v on v.id = e.verdict
where e.experiment = @experiment and (e.at, e.position) > (@at, @position) and (e.at, e.position) <= (@to_at, @to_position) and e.recipient = @recipient
order by e.at, e.position
