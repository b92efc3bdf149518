select r.id, r.at, r.requested_by, r.opts_out, r.done_at, coalesce(p.experiments, 0), coalesce(p.looked_at, 0)
from erasures r
left join pending_erasures p on p.erasure = r.id
order by r.at desc, r.id
limit @limit
