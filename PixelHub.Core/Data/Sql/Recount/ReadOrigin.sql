select link, channel, campaign, referrer_host
from origins
where id = @id
