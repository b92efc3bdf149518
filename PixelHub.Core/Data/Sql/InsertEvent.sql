insert into events (experiment, at, position, kind, scope, variant, verdict, origin, recipient, viewer, is_repeat, address, named)
values (@experiment, @at, @position, @kind, @scope, @variant, @verdict, @origin, @recipient, @viewer, @is_repeat, nullif(@address, 0), nullif(@named, 0))
