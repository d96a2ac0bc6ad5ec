-- Reads the table as it was: at a snapshot, at a time, on a branch or tag. Columns are those of that snapshot.
--
-- SET table = lake.earthquakes;
-- SET snapshot = 7328918547621609230;
-- SET time = 2025-09-01 10:00:00;    (in the session's time zone, which Firn's own sessions keep at UTC)
-- SET ref = audit_20250901t100000_k3v9q;
--
-- with Firn: firn diff TABLE POINT POINT --rows
--   says at once which rows differ between two such points, and in which columns; POINT may be before:RUN.
-- afterwards Firn goes on: reading changes nothing.

SELECT count(*) AS records FROM firn.${table} VERSION AS OF ${snapshot};

SELECT count(*) AS records FROM firn.${table} TIMESTAMP AS OF '${time}';

SELECT count(*) AS records FROM firn.${table} VERSION AS OF '${ref}';
