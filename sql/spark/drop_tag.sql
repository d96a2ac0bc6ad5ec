-- Drops a tag; expire_snapshots deletes the snapshot that it kept.
--
-- SET table = lake.earthquakes;
-- SET tag = report_2025_09;
--
-- with Firn: firn history TABLE
--   shows before what the tag keeps.
-- afterwards Firn goes on.

ALTER TABLE firn.${table} DROP TAG IF EXISTS ${tag};
