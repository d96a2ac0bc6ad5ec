-- Puts main on the head of a branch that was cut from it.
--
-- SET table = lake.earthquakes;
-- SET branch = audit_20250901t100000_k3v9q;
--
-- It asks nobody: not whether the branch passed its audit, nor whether the rows that it was cut from were rolled back
-- since. After rollback_to_snapshot a branch that was cut before brings everything back, without an error.
--
-- with Firn: firn publish TABLE RUN
--   publishes a run that waits for review only if main still is what it was cut from, it passed, and nobody has rolled
--   it back; --accept "why" publishes one that failed its audit, and stores who answers for it.
-- afterwards Firn holds the table, "moved forward outside Firn": firn rollback TABLE --to SNAPSHOT goes back to where
--   Firn had put main, firn release TABLE takes what main shows now for right.

CALL firn.system.fast_forward('${table}', 'main', '${branch}');
