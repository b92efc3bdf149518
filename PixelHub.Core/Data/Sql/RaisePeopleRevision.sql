update checkpoint
set people_revision = people_revision + 1
where id = 1
