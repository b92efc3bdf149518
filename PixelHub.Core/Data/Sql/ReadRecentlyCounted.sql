select e.experiment, e.at, e.kind, v.class, e.recipient, e.viewer, o.link
from checkpoint c
cross join experiments x
join events e on e.experiment = x.Number and e.at > c.last_at - @window
join verdicts v on v.id = e.verdict
join origins o on o.id = e.origin
where e.is_repeat = 0 and (e.recipient <> 0 or e.viewer <> 0)
order by e.position
