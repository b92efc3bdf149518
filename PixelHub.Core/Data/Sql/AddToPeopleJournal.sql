insert into people_journal (people)
values (@people)
returning id
