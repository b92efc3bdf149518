select experiment, variant, scope, kind, class, hits, repeats, recipients, viewers, inferred
from counts
where experiment = @experiment and size = 0 and start = 0
