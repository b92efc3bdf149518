update checkpoint
set position = @end, last_at = max(last_at, @last_at)
where id = 1 and position = @start
