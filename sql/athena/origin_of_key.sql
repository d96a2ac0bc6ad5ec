-- What does ${table} say of one key, and where is that from: which run, batch and raw object, since when? Takes the key.
SELECT
  *,
  (
    SELECT max(committed_at)
    FROM "${table}$snapshots"
    WHERE element_at(summary, 'firn.run-id') = firn_run_id
  ) AS merged_at
FROM ${table}
WHERE ${this_key}
