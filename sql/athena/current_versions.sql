-- Which versions in ${table} hold now, one a key? Without Firn's own columns, but with the time since when they hold.
SELECT ${columns}
FROM ${table}
WHERE firn_valid_to IS NULL
LIMIT 100
