-- What did ${table} say at a time? Put it in the place of ${time}, in UTC, such as 2025-09-01 10:00:00.
SELECT *
FROM ${table} FOR TIMESTAMP AS OF TIMESTAMP '${time} UTC'
LIMIT 100
