-- As ReadSeries, for any choice of classes: one bit for each, at the place of its number. Reads the counts of the range in the order of their key.
select start, variant, kind, sum(hits) as hits
from counts
where experiment = @experiment and size = @size and start >= @from and start < @to
  and scope = 0 and ((@classes >> class) & 1) = 1
group by start, variant, kind
having sum(hits) > 0
order by start, variant, kind
