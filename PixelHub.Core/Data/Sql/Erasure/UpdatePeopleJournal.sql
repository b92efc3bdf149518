update people_journal
set people = @people
where id = @id
