WITH keys AS (
  SELECT {key}, count(*) AS firn_rows
  FROM {table}
  GROUP BY {key}
)
SELECT 'keys that are null in part or whole' AS trouble, count(*) AS keys, max(to_json(struct({key}))) AS example
FROM keys
WHERE {null}
UNION ALL
SELECT 'keys with more than one row', count(*), max(to_json(struct({key})))
FROM keys
WHERE firn_rows > 1 AND NOT ({null})
