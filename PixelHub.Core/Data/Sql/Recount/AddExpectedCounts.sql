insert into expected_counts (size, start, variant, scope, kind, class, hits, repeats, recipients, viewers, inferred)
values (@size, @start, @variant, @scope, @kind, @class, @hits, @repeats, @recipients, @viewers, @inferred)
on conflict (size, start, variant, scope, kind, class) do update
set hits = hits + excluded.hits,
    repeats = repeats + excluded.repeats,
    recipients = recipients + excluded.recipients,
    viewers = viewers + excluded.viewers,
    inferred = inferred + excluded.inferred
