-- How fresh is ${table}: when did readers last get something new, and how long ago is that?
SELECT
  max(made_current_at) AS fresh_since,
  date_diff('minute', max(made_current_at), current_timestamp) AS minutes_ago
FROM "${table}$history"
WHERE is_current_ancestor
