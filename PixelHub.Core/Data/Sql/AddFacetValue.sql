insert into facet_values (experiment, facet, value)
values (@experiment, @facet, @value)
returning id
