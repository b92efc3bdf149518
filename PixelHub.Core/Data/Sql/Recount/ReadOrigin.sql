select link, channel, campaign, referrer_host, country
from origins
where id = @id
