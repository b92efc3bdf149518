insert into erasures (id, at, requested_by, opts_out, done_at)
values (@id, @at, @requested_by, @opts_out, 0)
