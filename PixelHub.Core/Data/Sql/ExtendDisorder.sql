update disorders
set position = @position
where experiment = @experiment
  and position = (select max(position) from disorders where experiment = @experiment)
  and at <= @at and at > @at - @step
returning position
