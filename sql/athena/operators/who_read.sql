-- Who read which table in the last seven days, how often, and when last?
SELECT
  useridentity.arn AS who,
  regexp_extract(resource.arn, 'warehouse/([^/]+)/', 1) AS table_name,
  count(*) AS files_read,
  max(eventtime) AS last_read
FROM trail
CROSS JOIN UNNEST(resources) AS t (resource)
WHERE day >= date_format(current_date - INTERVAL '7' DAY, '%Y/%m/%d')
  AND eventsource = 's3.amazonaws.com'
  AND eventname = 'GetObject'
  AND resource.arn LIKE '%/warehouse/%'
GROUP BY 1, 2
ORDER BY last_read DESC
