-- What the request alone said of a hit whose behaviour said otherwise; null where the verdict is the first one. And what was known of its person when it
-- was counted, as in PersonKinds: from there on, what was counted of the person can be counted again. Null in rows of older versions.
alter table events add column first_verdict integer;
alter table events add column known_before integer;

-- The clicks of an experiment whose behaviour is still to be judged.
create table reviews (
  experiment integer primary key,
  from_at integer not null,
  to_at integer not null
) strict;

-- Clicks that came in a burst from one address, as noticed when they were answered.
create table burst_notices (
  experiment integer not null,
  at integer not null,
  recipient integer not null,
  primary key (experiment, at, recipient)
) strict, without rowid;

create index notices_of_recipient on burst_notices (recipient);

-- Where times go back while positions go on: up to that position there are hits as old as that. See ReviewNotes.
create table disorders (
  experiment integer not null,
  position integer not null,
  at integer not null,
  primary key (experiment, position)
) strict, without rowid;
