insert into disorders (experiment, position, at)
values (@experiment, @position, @at)
on conflict (experiment, position) do update
set at = min(at, excluded.at)
