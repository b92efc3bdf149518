select experiment, person
from known_viewers
order by experiment, person
