select id, people
from people_journal
where id > @id
order by id
limit 1
