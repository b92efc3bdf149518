delete from machine_only
where experiment = 0
