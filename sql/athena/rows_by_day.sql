-- How many rows does ${table} have a day? Takes the first day and the one after the last, such as DATE '2025-09-01'.
SELECT CAST(${day} AS date) AS day, count(*) AS rows, count(DISTINCT firn_run_id) AS runs
FROM ${table}
WHERE ${day} >= ? AND ${day} < ?
GROUP BY 1
ORDER BY 1
