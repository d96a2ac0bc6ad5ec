-- Writes small files together, and rows anew that have deletes beside them. The rows stay the same.
--
-- SET table = lake.earthquakes;
--
-- It commits to main: a run that has begun merges again on the new main, and is audited again.
--
-- with Firn: firn history TABLE
--   shows the compaction as a snapshot outside Firn. Firn's own merges write small files anew, so that a feed of small
--   batches needs this seldom.
-- afterwards Firn goes on: the applied position is found in the snapshots before.

CALL firn.system.rewrite_data_files(table => '${table}', options => map('rewrite-all', 'true'));
