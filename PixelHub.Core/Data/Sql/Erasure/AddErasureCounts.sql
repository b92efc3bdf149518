insert into erasure_counts (erasure, experiment, hits, people, opens, clicks, inferred, machine_only)
values (@erasure, @experiment, @hits, @people, @opens, @clicks, @inferred, @machine_only)
on conflict (erasure, experiment) do update
set hits = hits + excluded.hits,
    people = people + excluded.people,
    opens = opens + excluded.opens,
    clicks = clicks + excluded.clicks,
    inferred = inferred + excluded.inferred,
    machine_only = machine_only + excluded.machine_only
