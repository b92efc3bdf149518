-- While an experiment's rows and counts do not agree, none of its rows may be deleted: their counts would be believed for ever.
select 1
from reapply_runs
where experiment = @experiment and step <> 0 and state in (1, 2)
