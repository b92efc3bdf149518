select 0 as experiment, v.value, b.kind, b.class, sum(b.hits)
from experiments x
cross join breakdowns b on b.experiment = x.Number and b.facet = 8 and b.start >= @from
cross join facet_values v on v.id = b.value
group by v.value, b.kind, b.class
