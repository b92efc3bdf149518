insert into origins (link, channel, campaign, referrer_host, country)
values (@link, @channel, @campaign, @referrer_host, @country)
on conflict (link, channel, campaign, referrer_host, country) do update
set link = excluded.link
returning id
