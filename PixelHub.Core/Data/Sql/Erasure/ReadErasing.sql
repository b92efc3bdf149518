select recipient
from pending_erasures
where recipient <> 0
