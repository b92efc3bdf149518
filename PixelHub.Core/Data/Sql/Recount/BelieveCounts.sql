insert into expected_counts (size, start, variant, scope, kind, class, hits, repeats, recipients, viewers, inferred)
select 0, 0, variant, scope, kind, class, sum(hits), sum(repeats), sum(recipients), sum(viewers), sum(inferred)
from counts
where experiment = @experiment and size = 3 and start < @before
group by variant, scope, kind, class
