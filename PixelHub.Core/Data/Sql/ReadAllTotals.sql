select c.experiment, c.variant, c.scope, c.kind, c.class, c.hits, c.repeats, c.recipients, c.viewers, c.inferred
from experiments x
join counts c on c.experiment = x.Number and c.size = 0 and c.start = 0
