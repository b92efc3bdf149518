delete from disorders
where experiment = @experiment and at >= @at
