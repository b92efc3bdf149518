update events
set verdict = @verdict, first_verdict = nullif(@first_verdict, 0), is_repeat = @is_repeat, known_before = @known_before
where experiment = @experiment and at = @at and position = @position
