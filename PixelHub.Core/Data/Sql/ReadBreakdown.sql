select b.value, v.value,
  sum(b.hits) filter (where b.kind = 1 and b.class in (1, 2, 3)) as opens,
  sum(b.hits) filter (where b.kind = 2 and b.class in (1, 2, 3)) as clicks,
  sum(b.hits) filter (where b.class not in (1, 2, 3)) as machines,
  count(*) over () as facet_values
from breakdowns b
left join facet_values v on v.id = b.value
where b.experiment = @experiment and b.facet = @facet and b.start >= @from and b.start < @to
group by b.value
order by coalesce(opens, 0) + coalesce(clicks, 0) desc, machines desc, v.value
limit @limit
