insert into counts (experiment, size, start, variant, scope, kind, class, hits, repeats, recipients, viewers, inferred)
values (@experiment, @size, @start, @variant, @scope, @kind, @class, @hits, @repeats, @recipients, @viewers, @inferred)
on conflict (experiment, size, start, variant, scope, kind, class) do update
set hits = hits + excluded.hits,
    repeats = repeats + excluded.repeats,
    recipients = recipients + excluded.recipients,
    viewers = viewers + excluded.viewers,
    inferred = inferred + excluded.inferred
