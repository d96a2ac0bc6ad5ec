-- Writes what is new, changed or gone to the audit branch. The condition holds the batch's keys as literals, which skips files.
MERGE INTO {target} AS t
USING {source} AS s
ON {on}
WHEN MATCHED AND s.firn_status = 'gone' THEN DELETE
WHEN MATCHED THEN UPDATE SET *
WHEN NOT MATCHED THEN INSERT *
