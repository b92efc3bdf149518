insert into origins (link, channel, campaign, referrer_host)
values (@link, @channel, @campaign, @referrer_host)
on conflict (link, channel, campaign, referrer_host) do update
set link = excluded.link
returning id
