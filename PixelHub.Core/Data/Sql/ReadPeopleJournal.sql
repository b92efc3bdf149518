select id, people
from people_journal
order by id
