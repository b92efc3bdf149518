-- Events and what is counted from them. Times are unix milliseconds; a bucket's start too.
-- Numbers of kinds, classes, scopes and sizes are those of the enums in Core; 0 stands for "none" in every reference.

create table checkpoint (
  id integer primary key check (id = 1),
  position integer not null,
  last_at integer not null
) strict;

insert into checkpoint (id, position, last_at) values (1, 0, 0);

-- Verdicts and origins repeat endlessly: each distinct combination is kept once.
create table verdicts (
  id integer primary key,
  class integer not null,
  rule text not null,
  client text not null,
  os text not null,
  device text not null,
  unique (class, rule, client, os, device)
) strict;

create table origins (
  id integer primary key,
  link text not null,
  channel text not null,
  campaign text not null,
  referrer_host text not null,
  unique (link, channel, campaign, referrer_host)
) strict;

create table events (
  experiment integer not null,
  at integer not null,
  position integer not null,
  kind integer not null,
  scope integer not null,
  variant integer not null,
  verdict integer not null,
  origin integer not null,
  recipient integer not null,
  viewer integer not null,
  is_repeat integer not null,
  primary key (experiment, at, position)
) strict, without rowid;

create table counts (
  experiment integer not null,
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
  primary key (experiment, size, start, variant, scope, kind, class)
) strict, without rowid;

-- One row for each person of an experiment; kinds is a set of the bits in PersonKinds.
create table seen (
  experiment integer not null,
  person integer not null,
  kinds integer not null,
  variant integer not null,
  primary key (experiment, person)
) strict, without rowid;

create table orphans (
  slug text primary key,
  pixels integer not null,
  clicks integer not null,
  last_seen integer not null
) strict, without rowid;
