insert into people (experiment, level, first, block)
values (@experiment, @level, @first, @block)
returning id
