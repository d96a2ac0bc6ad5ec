-- Drops a branch; expire_snapshots deletes what was on it alone.
--
-- SET table = lake.earthquakes;
-- SET branch = what_if;
--
-- with Firn: firn exclude TABLE BATCH
--   (or firn release TABLE) answers the hold that an audit_ branch is kept for, and drops it with the same commit.
-- afterwards Firn goes on if the branch was yours. Without the audit_ branch that it is held for, the table stays held:
--   the run can no longer be published; firn exclude TABLE BATCH, or firn release TABLE to merge the batch anew.

ALTER TABLE firn.${table} DROP BRANCH IF EXISTS ${branch};
