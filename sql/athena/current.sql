-- What rows does ${table} have now? Without Firn's own columns; under scd2 with all versions.
SELECT ${columns}
FROM ${table}
LIMIT 100
