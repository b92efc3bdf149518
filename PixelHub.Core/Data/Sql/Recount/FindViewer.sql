select person
from known_viewers
where experiment = @experiment and person = @person
