-- Who changed which table in the catalog in the last seven days, with what program?
SELECT
  eventtime,
  useridentity.arn AS who,
  useragent AS program,
  eventname AS change,
  json_extract_scalar(requestparameters, '$.databaseName') AS database_name,
  coalesce(
    json_extract_scalar(requestparameters, '$.tableInput.name'),
    json_extract_scalar(requestparameters, '$.name')) AS table_name,
  errorcode
FROM trail
WHERE day >= date_format(current_date - INTERVAL '7' DAY, '%Y/%m/%d')
  AND eventsource = 'glue.amazonaws.com'
  AND eventname IN ('CreateTable', 'UpdateTable', 'DeleteTable', 'BatchDeleteTable')
ORDER BY eventtime DESC
