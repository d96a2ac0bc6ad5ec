-- Which records of a batch were rejected for ${table}, why, and what did they say? Takes the batch's number.
SELECT reason, place, firn_pointer, record, firn_raw, firn_run_id
FROM ${table}_rejected
WHERE firn_seq = ?
ORDER BY firn_pointer
