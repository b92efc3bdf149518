select id
from facet_values
where experiment = @experiment and facet = @facet and value = @value
