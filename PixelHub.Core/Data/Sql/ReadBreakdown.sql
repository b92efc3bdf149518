-- What people use and where they are (facets 5, 6, 7, 9) is known of direct hits only: those through a mail proxy (class 3) are a line of their own, -1.
with hits as (
  select case when b.facet in (5, 6, 7, 9) and b.class = 3 then -1 else b.value end as value, b.kind, b.class, b.hits
  from breakdowns b
  where b.experiment = @experiment and b.facet = @facet and b.start >= @from and b.start < @to
)
select h.value, v.value,
  sum(h.hits) filter (where h.kind = 1 and h.class in (1, 2, 3)) as opens,
  sum(h.hits) filter (where h.kind = 2 and h.class in (1, 2, 3)) as clicks,
  sum(h.hits) filter (where h.class not in (1, 2, 3)) as machines,
  count(*) over () as facet_values
from hits h
left join facet_values v on v.id = h.value
group by h.value
having sum(h.hits) > 0
order by coalesce(opens, 0) + coalesce(clicks, 0) desc, machines desc, v.value
limit @limit
