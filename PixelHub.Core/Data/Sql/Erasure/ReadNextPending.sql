select p.erasure, p.recipient, r.opts_out
from pending_erasures p
join erasures r on r.id = p.erasure
order by p.id
limit 1
