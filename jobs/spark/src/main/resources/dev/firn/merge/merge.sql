-- Writes new and changed rows to the audit branch. The condition holds the batch's keys as literals, which skips files.
MERGE INTO {target} AS t
USING {source} AS s
ON {on}
WHEN MATCHED THEN UPDATE SET *
WHEN NOT MATCHED THEN INSERT *
