insert into burst_notices (experiment, at, recipient)
values (@experiment, @at, @recipient)
on conflict (experiment, at, recipient) do nothing
