-- Which snapshot of ${table} is a run's, and which one was there before it? Takes the run's id.
SELECT
  snapshot_id,
  parent_id AS snapshot_before,
  committed_at,
  snapshot_id IN (SELECT snapshot_id FROM "${table}$history" WHERE is_current_ancestor) AS in_main
FROM "${table}$snapshots"
WHERE element_at(summary, 'firn.run-id') = ?
ORDER BY committed_at DESC
