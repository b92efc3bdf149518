insert into events (experiment, at, position, kind, scope, variant, verdict, origin, recipient, viewer, is_repeat)
values (@experiment, @at, @position, @kind, @scope, @variant, @verdict, @origin, @recipient, @viewer, @is_repeat)
