-- A hit's country belongs to where it came from. The combinations known so far keep their numbers, with no country.
create table origins_with_country (
  id integer primary key,
  link text not null,
  channel text not null,
  campaign text not null,
  referrer_host text not null,
  country text not null,
  unique (link, channel, campaign, referrer_host, country)
) strict;

insert into origins_with_country (id, link, channel, campaign, referrer_host, country)
select id, link, channel, campaign, referrer_host, ''
from origins;

drop table origins;

alter table origins_with_country rename to origins;

-- Every hit so far counts as one of which no country was said (value 0 of facet 9). Each of them has one rule, so facet 8 knows how many there are.
insert into breakdowns (experiment, facet, start, value, variant, kind, class, hits)
select experiment, 9, start, 0, variant, kind, class, sum(hits)
from breakdowns
where facet = 8
group by experiment, start, variant, kind, class;
