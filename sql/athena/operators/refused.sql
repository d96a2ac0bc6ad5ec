-- What was S3 asked for in the last seven days that it refused, by whom, and how often?
SELECT
  requester,
  operation,
  bucket,
  regexp_extract(key, '^([^/]+/[^/]+)', 1) AS place,
  http_status,
  error_code,
  count(*) AS requests,
  max(parse_datetime(requested_at, 'dd/MMM/yyyy:HH:mm:ss Z')) AS last
FROM access_log
WHERE day >= date_format(current_date - INTERVAL '7' DAY, '%Y/%m/%d')
  AND http_status IN ('403', '405', '412')
GROUP BY 1, 2, 3, 4, 5, 6
ORDER BY requests DESC
