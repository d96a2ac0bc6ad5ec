package dev.firn.table;

/**
 * Where main stood, and since when. The time tells A from A after B: a table that went to B and
 * back has the same snapshot but a later entry in Iceberg's snapshot log.
 *
 * @param snapshot id of main's snapshot
 * @param loggedAt time of main's last entry in the snapshot log, milliseconds since 1970
 */
public record Position(long snapshot, long loggedAt) {}
