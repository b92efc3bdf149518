insert or ignore into recipient_names (recipient, name)
values (@recipient, @name)
