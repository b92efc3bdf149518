select people_revision
from checkpoint
where id = 1
