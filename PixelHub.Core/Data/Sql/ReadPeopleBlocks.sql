select experiment, first, block
from people
