select id, class, rule, client, os, device
from verdicts
where id > @id
order by id
