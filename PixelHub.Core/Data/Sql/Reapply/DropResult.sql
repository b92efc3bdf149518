delete from reapply_results
where run = @run and experiment = @experiment
