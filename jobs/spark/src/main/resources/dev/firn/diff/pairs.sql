-- The rows of two points side by side, those that differ. Where others have written a key twice, the nth goes with the nth.
SELECT
  CASE WHEN f_nth IS NULL THEN 'ADDED' WHEN t_nth IS NULL THEN 'DELETED' ELSE 'CHANGED' END AS kind,
  {columns}
FROM (SELECT *, row_number() OVER (PARTITION BY {from_key} ORDER BY {from_order}) AS f_nth FROM {from})
FULL OUTER JOIN (SELECT *, row_number() OVER (PARTITION BY {to_key} ORDER BY {to_order}) AS t_nth FROM {to})
ON {same} AND f_nth = t_nth
WHERE f_nth IS NULL OR t_nth IS NULL OR {differs}
