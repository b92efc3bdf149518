-- Condition and order are those of the index "series": its rows are added up as they come.
select start, variant, kind, sum(hits) as hits
from counts
where experiment = @experiment and size = @size and start >= @from and start < @to
  and scope = 0 and class in (1, 2, 3)
group by start, variant, kind
having sum(hits) > 0
order by start, variant, kind
