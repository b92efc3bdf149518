insert into orphans (slug, pixels, clicks, last_seen)
values (@slug, @pixels, @clicks, @last_seen)
on conflict (slug) do update
set pixels = pixels + excluded.pixels,
    clicks = clicks + excluded.clicks,
    last_seen = max(last_seen, excluded.last_seen)
