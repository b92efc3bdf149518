select e.at, e.position, e.kind, e.scope, e.variant, v.class, case when e.recipient <> 0 then e.recipient else e.viewer end, e.recipient <> 0
from events e
join verdicts v on v.id = e.verdict
where e.experiment = @experiment and e.at < @before
order by e.at, e.position
limit @limit
