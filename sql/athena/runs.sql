-- Which runs made ${table} what it is, newest first: what each merged, and what came of it.
SELECT
  committed_at,
  snapshot_id,
  element_at(summary, 'firn.run-id') AS run_id,
  element_at(summary, 'firn.applied-seq') AS batches,
  CAST(element_at(summary, 'firn.new') AS bigint) AS rows_new,
  CAST(element_at(summary, 'firn.changed') AS bigint) AS rows_changed,
  CAST(element_at(summary, 'firn.deleted') AS bigint) AS rows_deleted,
  CAST(element_at(summary, 'firn.rejected') AS bigint) AS records_rejected
FROM "${table}$snapshots"
WHERE element_at(summary, 'firn.run-id') IS NOT NULL
  AND snapshot_id IN (SELECT snapshot_id FROM "${table}$history" WHERE is_current_ancestor)
ORDER BY committed_at DESC
