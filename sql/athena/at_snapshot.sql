-- What did ${table} say at a snapshot? Put its id in the place of ${snapshot}; snapshot_of_run, snapshots and refs tell ids.
SELECT *
FROM ${table} FOR VERSION AS OF ${snapshot}
LIMIT 100
