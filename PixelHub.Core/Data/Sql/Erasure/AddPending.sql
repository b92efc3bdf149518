insert into pending_erasures (erasure, recipient, experiments, looked_at)
values (@erasure, @recipient, 0, 0)
