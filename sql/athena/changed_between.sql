-- Which rows of ${table} came, went or changed from one snapshot to another? Put their ids in the places of ${from} and ${to}.
SELECT
  ${key},
  CASE
    WHEN earlier.firn_hash IS NULL THEN 'new'
    WHEN later.firn_hash IS NULL THEN 'gone'
    ELSE 'changed'
  END AS change,
  earlier.firn_run_id AS run_before,
  later.firn_run_id AS run_after,
  later.firn_seq AS batch,
  later.firn_raw AS raw_object,
  later.firn_pointer AS place
FROM (SELECT ${key}, firn_hash, firn_run_id FROM ${table} FOR VERSION AS OF ${from}) AS earlier
FULL JOIN (
  SELECT ${key}, firn_hash, firn_run_id, firn_seq, firn_raw, firn_pointer
  FROM ${table} FOR VERSION AS OF ${to}
) AS later USING (${key})
WHERE earlier.firn_hash IS DISTINCT FROM later.firn_hash
ORDER BY ${key}
