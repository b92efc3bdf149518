-- For all time (start -1) where no row was deleted yet, else the days whose rows are still there.
select x.Number, v.value, b.kind, b.class, sum(b.hits)
from experiments x
left join purges p on p.experiment = x.Number
cross join breakdowns b on b.experiment = x.Number and b.facet = 8
  and b.start between coalesce(p.before, -1) and case when p.before is null then -1 else 9223372036854775807 end
cross join facet_values v on v.id = b.value
group by x.Number, v.value, b.kind, b.class
