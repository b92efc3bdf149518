select count(*)
from people
where level = @level
