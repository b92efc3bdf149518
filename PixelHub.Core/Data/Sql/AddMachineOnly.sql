insert into machine_only (experiment, variant, people)
values (@experiment, @variant, @people)
on conflict (experiment, variant) do update
set people = people + excluded.people
