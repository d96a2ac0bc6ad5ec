-- What there is to go back to: where main was, the snapshots with the runs that made them, branches and tags.
--
-- SET table = lake.earthquakes;
--
-- with Firn: firn history TABLE
--   shows the same as a graph in a second and without Spark: batches, counts, what was deleted, by whom, and why.
-- afterwards Firn goes on: looking changes nothing.

SELECT made_current_at, snapshot_id, is_current_ancestor
FROM firn.${table}.history
ORDER BY made_current_at;

SELECT committed_at, snapshot_id, parent_id, operation,
       summary['firn.run-id'] AS run, summary['firn.applied-seq'] AS batches, summary['total-records'] AS records
FROM firn.${table}.snapshots
ORDER BY committed_at;

SELECT type, name, snapshot_id, max_reference_age_in_ms
FROM firn.${table}.refs
ORDER BY type, name;
