-- People in whose name only machines came so far, by the variant they met first. They become fewer when one of them comes in person.
create table machine_only (
  experiment integer not null,
  variant integer not null,
  people integer not null,
  primary key (experiment, variant)
) strict, without rowid;

-- No experiment has the number 0: this row says that the people who are known already are still to be counted.
insert into machine_only (experiment, variant, people) values (0, 0, 0);
