insert into events (experiment, at, position, kind, scope, variant, verdict, origin, recipient, viewer, is_repeat, first_verdict, known_before, address, named)
values (@experiment, @at, @position, @kind, @scope, @variant, @verdict, @origin, @recipient, @viewer, @is_repeat, nullif(@first_verdict, 0), @known_before, nullif(@address, 0), nullif(@named, 0))
