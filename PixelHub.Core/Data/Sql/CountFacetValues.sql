select count(*)
from facet_values
where experiment = @experiment and facet = @facet
