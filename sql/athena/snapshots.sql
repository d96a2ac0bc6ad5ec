-- Which snapshots does ${table} have, newest first: what wrote each, and does main hold it?
SELECT
  committed_at,
  snapshot_id,
  parent_id,
  operation,
  element_at(summary, 'firn.run-id') AS run_id,
  CASE
    WHEN snapshot_id IN (SELECT snapshot_id FROM "${table}$history" WHERE is_current_ancestor)
      THEN 'in main'
    WHEN snapshot_id IN (SELECT snapshot_id FROM "${table}$history") THEN 'was in main'
    ELSE 'not in main'
  END AS standing,
  CAST(element_at(summary, 'total-records') AS bigint) AS rows,
  CAST(element_at(summary, 'total-data-files') AS bigint) AS files
FROM "${table}$snapshots"
ORDER BY committed_at DESC
