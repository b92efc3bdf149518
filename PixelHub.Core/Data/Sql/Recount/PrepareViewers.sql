create temp table known_viewers (
  experiment integer not null,
  person integer not null,
  primary key (experiment, person)
) without rowid;

insert into known_viewers (experiment, person)
select distinct experiment, viewer
from events
where recipient = 0 and viewer <> 0;
