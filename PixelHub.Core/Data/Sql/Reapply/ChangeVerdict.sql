-- Both verdicts are kept; a hit that gets its first one back is as one that was never changed.
update events
set verdict = @verdict, first_verdict = nullif(coalesce(first_verdict, verdict), @verdict)
where experiment = @experiment and at = @at and position = @position
