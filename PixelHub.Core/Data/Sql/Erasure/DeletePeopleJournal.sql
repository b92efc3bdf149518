delete from people_journal
where id = @id
