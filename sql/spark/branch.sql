-- Keeps a second line of the table, to try things on; expire_snapshots drops it a week after its last snapshot.
--
-- SET table = lake.earthquakes;
-- SET branch = what_if;
--
-- Names that begin with audit_ or abandoned_ are Firn's: it drops audit_ branches that main has left behind. Never set
-- spark.wap.branch: it would turn every write of the session to the branch, and DELETE does not follow it.
--
-- with Firn: firn replay TABLE --without BATCH --reason "why" --review
--   makes the table anew from raw, on a branch that firn publish and firn diff know.
-- afterwards Firn goes on: runs cut from main and leave other branches alone.

ALTER TABLE firn.${table} CREATE OR REPLACE BRANCH ${branch} RETAIN 7 DAYS;

DELETE FROM firn.${table}.branch_${branch} WHERE firn_seq = 1;
