-- What was erased at whose request, without a trace of whom it was about.
create table erasures (
  id text primary key,
  at integer not null,
  requested_by text not null,
  opts_out integer not null,
  done_at integer not null
) strict, without rowid;

create table erasure_counts (
  erasure text not null,
  experiment integer not null,
  hits integer not null,
  people integer not null,
  opens integer not null,
  clicks integer not null,
  inferred integer not null,
  machine_only integer not null,
  primary key (erasure, experiment)
) strict, without rowid;

-- Whom the erasures under way are about. The recipient becomes 0 when nothing else of them is left, and the row goes when the files are clean too.
create table pending_erasures (
  id integer primary key,
  erasure text not null unique,
  recipient integer not null,
  experiments integer not null,
  looked_at integer not null
) strict;
