-- Writes new and changed rows to the audit branch. {on} holds the batch's key bounds as literals, which skips files.
MERGE INTO {target} AS t
USING {source} AS s
ON {on}
WHEN MATCHED THEN UPDATE SET *
WHEN NOT MATCHED THEN INSERT *
