select experiment, hits, people, opens, clicks, inferred, machine_only
from erasure_counts
where erasure = @erasure
order by experiment
