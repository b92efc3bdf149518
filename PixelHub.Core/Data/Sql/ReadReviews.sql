select experiment, from_at, to_at
from reviews
order by experiment
