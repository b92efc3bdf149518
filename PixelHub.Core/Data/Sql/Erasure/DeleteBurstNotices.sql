delete from burst_notices
where recipient = @recipient
