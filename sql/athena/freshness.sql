-- How fresh is ${table}: when did readers last get something new that they still see, and how long ago is that?
SELECT
  max(shown_since) AS fresh_since,
  date_diff('minute', max(shown_since), current_timestamp) AS minutes_ago
FROM (
  SELECT min(history.made_current_at) AS shown_since
  FROM "${table}$history" AS history
  JOIN "${table}$snapshots" AS snapshots ON snapshots.snapshot_id = history.snapshot_id
  WHERE history.is_current_ancestor
    AND element_at(snapshots.summary, 'firn.run-id') IS NOT NULL
  GROUP BY history.snapshot_id
)
