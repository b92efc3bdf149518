create temp table expected_counts (
  size integer not null,
  start integer not null,
  variant integer not null,
  scope integer not null,
  kind integer not null,
  class integer not null,
  hits integer not null,
  repeats integer not null,
  recipients integer not null,
  viewers integer not null,
  inferred integer not null,
  primary key (size, start, variant, scope, kind, class)
) without rowid;

create temp table expected_breakdowns (
  facet integer not null,
  start integer not null,
  value integer not null,
  variant integer not null,
  kind integer not null,
  class integer not null,
  hits integer not null,
  primary key (facet, start, value, variant, kind, class)
) without rowid;
