delete from pending_erasures
where erasure = @erasure
