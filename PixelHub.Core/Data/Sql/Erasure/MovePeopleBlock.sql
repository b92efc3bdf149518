update people
set first = @first, block = @block
where id = @id
