select e.position, e.at, e.experiment, e.kind, e.scope, e.variant, e.recipient, e.viewer, e.is_repeat,
  v.class, v.rule, v.client, v.os, v.device, o.link, o.channel, o.campaign, o.referrer_host, o.country,
  f.class, f.rule, f.client, f.os, f.device, n.name, a.address
from events e
join verdicts v on v.id = e.verdict
join origins o on o.id = e.origin
left join verdicts f on f.id = e.first_verdict
left join addresses a on a.id = e.address
left join experiments x on x.Number = e.experiment
left join recipient_names n on n.recipient = e.recipient and x.PrivacyMode = 2
where e.experiment = @experiment
order by e.at desc, e.position desc
limit @limit
