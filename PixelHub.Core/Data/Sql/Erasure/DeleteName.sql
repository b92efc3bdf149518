delete from recipient_names
where recipient = @recipient
