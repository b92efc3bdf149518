select p.erasure, p.recipient, r.opts_out, coalesce(n.name, '')
from pending_erasures p
join erasures r on r.id = p.erasure
left join recipient_names n on n.recipient = p.recipient
order by p.id
limit 1
