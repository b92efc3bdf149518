select block
from people
where id = @id
