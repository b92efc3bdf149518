insert into purges (experiment, before)
values (@experiment, @before)
on conflict (experiment) do update
set before = max(before, excluded.before)
