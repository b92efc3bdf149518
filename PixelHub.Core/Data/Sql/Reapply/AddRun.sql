insert into reapply_runs (version, started_at, total, edits, who, ended_at, state, experiment, step, at, position, passes, looked, changed, changed_here)
values (@version, @started_at, @total, @edits, @who, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)
returning id
