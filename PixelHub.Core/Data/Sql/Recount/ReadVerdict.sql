select class, rule, client, os, device
from verdicts
where id = @id
