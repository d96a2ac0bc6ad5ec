-- Why were records of ${table} rejected: how many, where in the record, and since which batch?
SELECT reason, place, count(*) AS records, min(firn_seq) AS first_batch, max(firn_seq) AS last_batch
FROM ${table}_rejected
GROUP BY reason, place
ORDER BY records DESC
