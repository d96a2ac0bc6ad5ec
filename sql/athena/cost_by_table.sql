-- What did the runs of each table take in the last 30 days: how many, how long, how many requests, at what estimated cost?
SELECT
  table_name,
  count(*) AS runs,
  count_if(outcome = 'PUBLISHED') AS published,
  sum(seconds) AS seconds,
  sum(dpu_seconds) AS dpu_seconds,
  sum(s3_reads) AS s3_reads,
  sum(s3_writes) AS s3_writes,
  sum(glue_requests) AS glue_requests,
  sum(estimated_usd) AS estimated_usd
FROM ops_runs
WHERE started_at >= current_timestamp - INTERVAL '30' DAY
GROUP BY table_name
ORDER BY estimated_usd DESC NULLS LAST, table_name
