select experiment, changed, opened_before, opens_before, clicked_before, clicks_before, machine_only_before,
  opened_after, opens_after, clicked_after, clicks_after, machine_only_after
from reapply_results
where run = @run
order by experiment
