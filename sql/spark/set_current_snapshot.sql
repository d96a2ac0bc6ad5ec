-- Puts main on any snapshot that there is, also on one that main never showed.
--
-- SET table = lake.earthquakes;
-- SET snapshot = 7328918547621609230;
--
-- It takes a rollback back, and it publishes what an audit stopped. Columns stay as they are now.
--
-- with Firn: firn undo TABLE
--   takes a rollback back with columns and decisions; firn rollback TABLE --to POINT goes to any point that main has
--   shown, and refuses others.
-- afterwards Firn holds the table if that snapshot does not come from where Firn had put main, "moved back outside
--   Firn", and also if it shows a run that Firn did not publish, "moved forward outside Firn".

CALL firn.system.set_current_snapshot('${table}', ${snapshot});
