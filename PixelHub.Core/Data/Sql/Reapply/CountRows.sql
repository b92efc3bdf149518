-- Rows of events, without walking through them: every one is counted in its day, and a purge deletes whole days.
select coalesce(sum(c.hits + c.repeats), 0)
from experiments x
left join purges p on p.experiment = x.Number
cross join counts c on c.experiment = x.Number and c.size = 3 and c.start >= coalesce(p.before, -9223372036854775807)
