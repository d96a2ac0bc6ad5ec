-- Puts main back on the last snapshot before a time, of those that it came from.
--
-- SET table = lake.earthquakes;
-- SET time = 2025-09-01 10:00:00;    (in the session's time zone, which Firn's own sessions keep at UTC)
--
-- What it goes by is when snapshots were made. A run's snapshot is made before its audit, and shown after it; one that
-- somebody let through hours later is hours older than what readers saw.
--
-- with Firn: firn rollback TABLE --to 2025-09-01T10:00:00Z
--   goes by what main showed at that time, also when main has been elsewhere since; --all takes every table there.
-- afterwards Firn holds the table, as after rollback_to_snapshot.

CALL firn.system.rollback_to_timestamp('${table}', TIMESTAMP '${time}');
