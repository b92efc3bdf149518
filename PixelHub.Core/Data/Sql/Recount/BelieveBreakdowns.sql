insert into expected_breakdowns (facet, start, value, variant, kind, class, hits)
select facet, -1, value, variant, kind, class, sum(hits)
from breakdowns
where experiment = @experiment and start <> -1 and start < @before
group by facet, value, variant, kind, class
