delete from burst_notices
where experiment = @experiment and at < @before
