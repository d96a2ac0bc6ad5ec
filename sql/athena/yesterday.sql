-- What did ${table} say 24 hours ago?
SELECT *
FROM ${table} FOR TIMESTAMP AS OF (current_timestamp - INTERVAL '1' DAY)
LIMIT 100
