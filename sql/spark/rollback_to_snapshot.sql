-- Puts main back on a snapshot that it came from.
--
-- SET table = lake.earthquakes;
-- SET snapshot = 7328918547621609230;
--
-- Columns that were added, renamed or dropped since stay as they are. The snapshots that main leaves are on no branch,
-- so that expire_snapshots deletes them; branches that were cut from them can still be fast-forwarded to.
--
-- with Firn: firn rollback TABLE --to before:RUN --exclude BATCH
--   puts rows, columns and applied position back in one commit, keeps the head that main leaves as a branch, drops
--   branches that would bring it back, and leaves the bad batch out for good. firn undo takes it back.
-- afterwards Firn holds the table, "moved back outside Firn", and merges nothing: firn exclude TABLE BATCH… leaves out
--   what was taken out, firn release TABLE lets the next run merge it again, firn rollback TABLE --to SNAPSHOT goes
--   forward to where main was.

CALL firn.system.rollback_to_snapshot('${table}', ${snapshot});
