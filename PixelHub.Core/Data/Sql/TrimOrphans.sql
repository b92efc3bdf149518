delete from orphans
where slug in (
  select slug
  from orphans
  order by pixels + clicks, last_seen
  limit max(0, (select count(*) from orphans) - @keep)
)
