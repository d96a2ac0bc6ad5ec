-- Which branches and tags does ${table} have, and which snapshot and run does each stand for?
SELECT
  refs.name,
  refs.type,
  refs.snapshot_id,
  element_at(snapshots.summary, 'firn.run-id') AS run_id,
  snapshots.committed_at
FROM "${table}$refs" AS refs
JOIN "${table}$snapshots" AS snapshots ON snapshots.snapshot_id = refs.snapshot_id
ORDER BY refs.name
