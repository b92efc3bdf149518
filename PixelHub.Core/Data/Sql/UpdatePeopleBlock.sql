update people
set block = @block
where id = @id
