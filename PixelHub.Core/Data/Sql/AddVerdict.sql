insert into verdicts (class, rule, client, os, device)
values (@class, @rule, @client, @os, @device)
on conflict (class, rule, client, os, device) do update
set class = excluded.class
returning id
