select slug, pixels, clicks, last_seen
from orphans
order by last_seen desc, slug
limit @limit
