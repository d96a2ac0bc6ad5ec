-- Which rows of ${table} did a run write last? Takes the run's id.
SELECT *
FROM ${table}
WHERE firn_run_id = ?
