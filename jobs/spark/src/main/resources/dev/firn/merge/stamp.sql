-- Says in the rows that people wrote who proposes them; a row that they added is from no batch. The rest is as they left it.
MERGE INTO {target} AS t
USING {source} AS s
ON {on}
WHEN MATCHED AND s.firn_kind = 'ADDED' THEN UPDATE SET
  firn_run_id = '{run}', firn_seq = 0, firn_raw = '', firn_pointer = '', firn_order = '', firn_hash = X''
WHEN MATCHED THEN UPDATE SET firn_run_id = '{run}'
