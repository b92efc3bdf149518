select experiment, variant, scope, kind, class, hits, repeats, recipients, viewers, inferred
from counts
where experiment in (select Number from experiments) and size = 0 and start = 0
