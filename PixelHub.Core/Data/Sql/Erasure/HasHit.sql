select count(*)
from events
where experiment = @experiment and at = @at and position = @position and recipient = @recipient and verdict = @verdict
