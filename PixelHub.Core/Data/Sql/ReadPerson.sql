select kinds
from seen
where experiment = @experiment and person = @person
