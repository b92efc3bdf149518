insert into reapply_results (run, experiment, opened_before, opens_before, clicked_before, clicks_before, machine_only_before, changed)
values (@run, @experiment, @opened, @opens, @clicked, @clicks, @machine_only, 0)
on conflict (run, experiment) do nothing
