update erasures
set opts_out = 1
where id = @id
