insert into seen (experiment, person, kinds, variant)
values (@experiment, @person, @kinds, @variant)
on conflict (experiment, person) do update
set kinds = excluded.kinds
