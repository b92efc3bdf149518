update pending_erasures
set experiments = @experiments, looked_at = @looked_at
where erasure = @erasure
