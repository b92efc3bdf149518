select experiment, first, block
from people
where level between 1 and @last_level
