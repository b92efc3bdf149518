insert into expected_breakdowns (facet, start, value, variant, kind, class, hits)
values (@facet, @start, @value, @variant, @kind, @class, @hits)
on conflict (facet, start, value, variant, kind, class) do update
set hits = hits + excluded.hits
