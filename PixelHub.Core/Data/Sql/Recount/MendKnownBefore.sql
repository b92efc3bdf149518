update events
set known_before = @known_before
where experiment = @experiment and at = @at and position = @position
