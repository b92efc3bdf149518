select id, version, edits, who, started_at, ended_at, state, experiment, step, at, position, passes, total, looked, changed, changed_here
from reapply_runs
order by id desc
limit 1
