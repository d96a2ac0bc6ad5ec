-- Gives the snapshot that main shows a name that keeps it, such as what a report was made from.
--
-- SET table = lake.earthquakes;
-- SET tag = report_2025_09;
--
-- A tag's age is its snapshot's age: one put on an old snapshot with a short RETAIN is gone with the next expiry.
--
-- with Firn: firn rollback TABLE --to TAG
--   goes to it, also when main's history has expired between; Firn itself needs no tags: main keeps its snapshots for
--   the contract's recoveryWindow.
-- afterwards Firn goes on.

ALTER TABLE firn.${table} CREATE OR REPLACE TAG ${tag} RETAIN 365 DAYS;
