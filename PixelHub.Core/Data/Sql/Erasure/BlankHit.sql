update events
set recipient = 0, known_before = 0
where experiment = @experiment and at = @at and position = @position and recipient = @recipient and verdict = @verdict
returning position
