select e.facet, e.start, e.value, e.variant, e.kind, e.class, coalesce(b.hits, 0) as stored_hits, e.hits
from expected_breakdowns e
left join breakdowns b on b.experiment = @experiment and b.facet = e.facet and b.start = e.start and b.value = e.value
  and b.variant = e.variant and b.kind = e.kind and b.class = e.class
where e.hits <> stored_hits
union all
select b.facet, b.start, b.value, b.variant, b.kind, b.class, b.hits, 0
from breakdowns b
left join expected_breakdowns e on e.facet = b.facet and e.start = b.start and e.value = b.value
  and e.variant = b.variant and e.kind = b.kind and e.class = b.class
where b.experiment = @experiment and (b.start = -1 or b.start >= @before) and e.facet is null and b.hits <> 0
