delete from addresses
where id between @from and @last and not exists (select 1 from events e indexed by address_hits where e.address = addresses.id)
returning id
