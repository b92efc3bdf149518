select kinds, variant
from seen
where experiment = @experiment and person = @person
