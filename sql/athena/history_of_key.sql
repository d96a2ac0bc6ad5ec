-- What has ${table} said of one key, version by version, and until when? Takes the key.
SELECT *
FROM ${table}
WHERE ${this_key}
ORDER BY firn_valid_from
