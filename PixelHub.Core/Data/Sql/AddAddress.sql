insert into addresses (address)
values (@address)
on conflict (address) do update
set address = excluded.address
returning id
