-- Grouped in the order of the key, scope with its plus sign included: so the rows are added up as they come, without sorting them first.
select start, variant, kind, sum(hits) as hits
from counts
where experiment = @experiment and size = @size and start >= @from and start < @to
  and +scope = 0 and class in (1, 2, 3)
group by start, variant, scope, kind
having sum(hits) > 0
order by start, variant, scope, kind
