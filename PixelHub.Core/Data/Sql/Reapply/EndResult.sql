update reapply_results
set changed = @changed, opened_after = @opened, opens_after = @opens, clicked_after = @clicked, clicks_after = @clicks, machine_only_after = @machine_only
where run = @run and experiment = @experiment
