select count(*)
from people
where level between @first_level and @last_level
