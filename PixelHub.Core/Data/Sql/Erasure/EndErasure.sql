update erasures
set done_at = @done_at
where id = @id and done_at = 0
