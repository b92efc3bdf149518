select count(*),
  count(*) filter (where e.recipient = 0 and e.viewer = 0),
  count(distinct nullif(e.recipient, 0)),
  count(distinct nullif(e.viewer, 0)),
  count(distinct e.address),
  count(distinct n.recipient),
  min(e.at)
from events e
left join recipient_names n on e.named is not null and n.recipient = e.recipient
where e.experiment = @experiment
