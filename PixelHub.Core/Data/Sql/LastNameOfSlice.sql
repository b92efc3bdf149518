select max(recipient)
from (select recipient from recipient_names where recipient >= @from order by recipient limit @most)
