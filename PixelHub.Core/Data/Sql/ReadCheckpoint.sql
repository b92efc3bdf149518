select position
from checkpoint
where id = 1
