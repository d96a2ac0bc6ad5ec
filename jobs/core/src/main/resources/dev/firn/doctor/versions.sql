WITH versions AS (
  SELECT
    {key},
    firn_valid_from,
    firn_valid_to,
    lead(firn_valid_from) OVER (PARTITION BY {key} ORDER BY firn_valid_from) AS firn_next
  FROM {table}
)
SELECT 'versions whose key is null in part or whole' AS trouble, count(*) AS versions, max(to_json(struct({key}))) AS example
FROM versions
WHERE {null}
UNION ALL
SELECT 'versions that begin when another of their key begins', count(*), max(to_json(struct({key}, firn_valid_from)))
FROM versions
WHERE firn_next = firn_valid_from AND NOT ({null})
UNION ALL
SELECT 'versions that last longer than until the next of their key', count(*), max(to_json(struct({key}, firn_valid_from)))
FROM versions
WHERE firn_next > firn_valid_from AND (firn_valid_to IS NULL OR firn_valid_to > firn_next) AND NOT ({null})
