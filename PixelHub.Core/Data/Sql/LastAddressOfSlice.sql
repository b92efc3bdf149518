select max(id)
from (select id from addresses where id >= @from order by id limit @most)
