select e.size, e.start, e.variant, e.scope, e.kind, e.class,
  coalesce(c.hits, 0) as stored_hits, coalesce(c.repeats, 0) as stored_repeats, coalesce(c.recipients, 0) as stored_recipients,
  coalesce(c.viewers, 0) as stored_viewers, coalesce(c.inferred, 0) as stored_inferred,
  e.hits, e.repeats, e.recipients, e.viewers, e.inferred
from expected_counts e
left join counts c on c.experiment = @experiment and c.size = e.size and c.start = e.start and c.variant = e.variant
  and c.scope = e.scope and c.kind = e.kind and c.class = e.class
where e.hits <> stored_hits or e.repeats <> stored_repeats or e.recipients <> stored_recipients or e.viewers <> stored_viewers or e.inferred <> stored_inferred
union all
select c.size, c.start, c.variant, c.scope, c.kind, c.class, c.hits, c.repeats, c.recipients, c.viewers, c.inferred, 0, 0, 0, 0, 0
from counts c
left join expected_counts e on e.size = c.size and e.start = c.start and e.variant = c.variant
  and e.scope = c.scope and e.kind = c.kind and e.class = c.class
where c.experiment = @experiment and (c.size = 0 or c.start >= @before) and e.size is null
  and (c.hits <> 0 or c.repeats <> 0 or c.recipients <> 0 or c.viewers <> 0 or c.inferred <> 0)
