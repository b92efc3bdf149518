update checkpoint
set position = @end, last_at = coalesce(nullif(@last_at, 0), last_at)
where id = 1 and position = @start
returning people_revision
