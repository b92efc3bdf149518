-- Recipients in the clear, for experiments that keep them, by the hash that stands in events.recipient.
create table recipient_names (
  recipient integer primary key,
  name text not null
) strict;

-- What is kept of clients' addresses. Each distinct text is kept once.
create table addresses (
  id integer primary key,
  address text not null unique
) strict;

-- The address of a hit; null for none. And whether it left the name of its recipient: 1, or null. Both are in an index only where they are not null,
-- so that hits without them cost nothing.
alter table events add column address integer;

alter table events add column named integer;

create index named_hits on events (recipient) where named is not null;

create index address_hits on events (address) where address is not null;

-- A hit that is made nobody's keeps neither.
create trigger nobodys_hits after update of recipient, viewer on events
when new.recipient = 0 and new.viewer = 0 and (new.address is not null or new.named is not null)
begin
  update events
  set address = null, named = null
  where experiment = new.experiment and at = new.at and position = new.position;
end;
