-- Deletes snapshots that are older than the table keeps them and that no branch or tag needs, with their files.
--
-- SET table = lake.earthquakes;
--
-- Leave older_than and retain_last out: then main's own setting decides, which Firn keeps at the contract's
-- recoveryWindow. Given, older_than and retain_last say what to keep of branches without a setting of their own.
-- What is deleted cannot be gone back to, and time travel to it ends.
--
-- with Firn: firn maintain TABLE --only expire
--   lets go of nothing that main has shown inside the window. It goes by when main last showed a snapshot, this call by
--   when it was written: after a pause of runs that is longer than the window, the call may expire what is inside it.
-- afterwards Firn goes on: what the rows are made of is in main's properties too.

CALL firn.system.expire_snapshots(table => '${table}');
