select e.experiment, e.at, e.kind, v.class, e.recipient, e.viewer, o.link, e.scope
from events e
join verdicts v on v.id = e.verdict
join origins o on o.id = e.origin
where e.experiment in (select Number from experiments)
  and e.at > (select last_at from checkpoint) - @window and e.at < (select last_at from checkpoint) + @window
  and e.is_repeat = 0 and e.kind <> 4 and (e.recipient <> 0 or e.viewer <> 0)
order by e.position
