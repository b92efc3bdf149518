insert into breakdowns (experiment, facet, start, value, variant, kind, class, hits)
values (@experiment, @facet, @start, @value, @variant, @kind, @class, @hits)
on conflict (experiment, facet, start, value, variant, kind, class) do update
set hits = hits + excluded.hits
