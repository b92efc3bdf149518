-- Each time that rules were re-applied to history. The newest one tells how far it is, so that a restart goes on from there; see ReapplyRun.
create table reapply_runs (
  id integer primary key,
  version integer not null,
  edits text not null,
  who text not null,
  started_at integer not null,
  ended_at integer not null,
  state integer not null,
  experiment integer not null,
  step integer not null,
  at integer not null,
  position integer not null,
  passes integer not null,
  total integer not null,
  looked integer not null,
  changed integer not null,
  changed_here integer not null
) strict;

-- The experiments that a run changed, before and after; opened_after is null until they are counted again.
create table reapply_results (
  run integer not null,
  experiment integer not null,
  changed integer not null,
  opened_before integer not null,
  opens_before integer not null,
  clicked_before integer not null,
  clicks_before integer not null,
  machine_only_before integer not null,
  opened_after integer,
  opens_after integer,
  clicked_after integer,
  clicks_after integer,
  machine_only_after integer,
  primary key (run, experiment)
) strict, without rowid;
