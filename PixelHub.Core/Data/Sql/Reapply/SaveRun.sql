update reapply_runs
set ended_at = @ended_at, state = @state, experiment = @experiment, step = @step, at = @at, position = @position,
  passes = @passes, total = @total, looked = @looked, changed = @changed, changed_here = @changed_here
where id = @id
