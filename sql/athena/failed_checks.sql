-- Which rules failed in the last 30 days, in which run of which table, and did that keep it from main?
SELECT started_at, table_name, run_id, ruleset, rule, blocking, failure_reason
FROM ops_checks
WHERE NOT passed
  AND started_at >= current_timestamp - INTERVAL '30' DAY
ORDER BY started_at DESC, table_name, position
