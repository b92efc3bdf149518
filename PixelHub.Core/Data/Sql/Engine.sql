-- Who is known of each experiment, in blocks: neighbours by number share a row, see PeopleBlock. Level 1 takes what is new,
-- level 2 is settled.
create table people (
  id integer primary key,
  experiment integer not null,
  level integer not null,
  first integer not null,
  block blob not null,
  unique (level, experiment, first)
) strict;

-- Up to which day single hits of an experiment were deleted; people known from those alone are in level 3 of the blocks.
create table purges (
  experiment integer primary key,
  before integer not null
) strict;

-- Goes up whenever somebody else than the committer changes what is known of people, so that it reads them again.
alter table checkpoint add column people_revision integer not null default 0;

-- Known people that are not in a block yet: one row for each commit.
create table people_journal (
  id integer primary key,
  people blob not null
) strict;

-- Each person in a block of their own: the widths of the fields, a distance of 0, what they did, their variant.
insert into people (experiment, level, first, block)
select experiment, 1, person,
  cast(case when variant < 128 then char(1, 0, kinds, variant) else char(17, 0, kinds, variant % 128, variant / 128) end as blob)
from seen
order by experiment, person;

drop table seen;

-- Hits by what they came through, for each day, and under -1 for all time. Value 0 stands for "none", 1 for every value beyond those that an experiment may have of a facet.
create table facet_values (
  id integer primary key,
  experiment integer not null,
  facet integer not null,
  value text not null,
  unique (experiment, facet, value)
) strict;

insert into facet_values (id, experiment, facet, value) values (1, 0, 0, '');

create table breakdowns (
  experiment integer not null,
  facet integer not null,
  start integer not null,
  value integer not null,
  variant integer not null,
  kind integer not null,
  class integer not null,
  hits integer not null,
  primary key (experiment, facet, start, value, variant, kind, class)
) strict, without rowid;

create temp table hits_by_facet as
with facets (facet) as (values (1), (2), (3), (4), (5), (6), (7), (8))
select e.experiment, f.facet, e.at - (e.at % 86400000 + 86400000) % 86400000 as start, e.variant, e.kind, v.class, count(*) as hits,
  case f.facet
    when 1 then o.link when 2 then o.channel when 3 then o.campaign when 4 then o.referrer_host
    when 5 then v.client when 6 then v.os when 7 then v.device else v.rule
  end as value
from events e
join verdicts v on v.id = e.verdict
join origins o on o.id = e.origin
cross join facets f
where e.scope = 0 and e.is_repeat = 0
group by e.experiment, f.facet, start, e.variant, e.kind, v.class, value;

insert into facet_values (experiment, facet, value)
select experiment, facet, value
from (
  select experiment, facet, value, row_number() over (partition by experiment, facet order by sum(hits) desc, value) as place
  from hits_by_facet
  where value <> ''
  group by experiment, facet, value
)
where place <= 2000
order by experiment, facet, place;

insert into breakdowns (experiment, facet, start, value, variant, kind, class, hits)
with days as (
  select h.experiment, h.facet, h.start, case when h.value = '' then 0 else coalesce(v.id, 1) end as value, h.variant, h.kind, h.class, h.hits
  from hits_by_facet h
  left join facet_values v on v.experiment = h.experiment and v.facet = h.facet and v.value = h.value
),
buckets as (
  select * from days
  union all
  select experiment, facet, -1, value, variant, kind, class, hits from days
)
select experiment, facet, start, value, variant, kind, class, sum(hits)
from buckets
group by experiment, facet, start, value, variant, kind, class;

drop table hits_by_facet;
