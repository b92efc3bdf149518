select count(*)
from sqlite_schema
where type = 'table' and name not like '\_\_EFMigrations%' escape '\' and name not like 'sqlite\_%' escape '\'
