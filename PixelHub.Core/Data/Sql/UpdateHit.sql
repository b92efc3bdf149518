update events
set verdict = @verdict, first_verdict = case when verdict = @verdict then first_verdict else nullif(@first_verdict, 0) end, is_repeat = @is_repeat, known_before = @known_before
where experiment = @experiment and at = @at and position = @position
