delete from reviews
where experiment = @experiment
