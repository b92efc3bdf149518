with most_asked as (
  select slug
  from orphans
  order by pixels + clicks desc, last_seen desc
  limit @keep / 2
),
newest as (
  select slug
  from orphans
  where slug not in (select slug from most_asked)
  order by last_seen desc, slug
  limit @keep / 2
)
delete from orphans
where (select count(*) from orphans) > @keep
  and slug not in (select slug from most_asked)
  and slug not in (select slug from newest)
