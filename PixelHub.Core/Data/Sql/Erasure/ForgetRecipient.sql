update pending_erasures
set recipient = 0
where erasure = @erasure
