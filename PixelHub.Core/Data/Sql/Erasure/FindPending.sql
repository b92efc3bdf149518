select erasure
from pending_erasures
where recipient = @recipient
