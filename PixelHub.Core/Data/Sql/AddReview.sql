insert into reviews (experiment, from_at, to_at)
values (@experiment, @from_at, @to_at)
on conflict (experiment) do update
set from_at = min(from_at, excluded.from_at),
    to_at = max(to_at, excluded.to_at)
