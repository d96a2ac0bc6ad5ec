-- Writes small files together, and rows anew that have deletes beside them. The rows stay the same.
--
-- SET table = lake.earthquakes;
--
-- It commits to main: a run that has begun merges again on the new main, and is audited again.
--
-- with Firn: firn maintain TABLE --only compact
--   writes only what needs it, and commits nothing otherwise. Its snapshots say what their rows are made of, so that
--   firn diff and firn undo work across them.
-- afterwards Firn goes on: the applied position is found in the snapshots before.

CALL firn.system.rewrite_data_files(table => '${table}', options => map('rewrite-all', 'true'));
