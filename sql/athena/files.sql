-- Of what files is ${table} made: how many, how large, how many rows in them?
SELECT
  count(*) AS files,
  sum(record_count) AS rows,
  sum(file_size_in_bytes) AS bytes,
  min(file_size_in_bytes) AS smallest,
  max(file_size_in_bytes) AS largest
FROM "${table}$files"
