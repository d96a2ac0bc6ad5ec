package dev.firn.table;

import java.util.Map;
import java.util.stream.LongStream;

/**
 * Where the records of a run went (promise 8). {@code records} is the sum of the rest.
 *
 * @param records found in the run's batches
 * @param added rows that were not there before
 * @param changed rows whose content differs
 * @param unchanged records that say what the table says
 * @param superseded records that another one of the same key outranks, and repetitions
 * @param rejected records that no row can be made of
 * @param inserted rows
 * @param updated rows: those of records that changed, and under scd2 those that ended
 * @param deleted rows that a mirror no longer has, or that are no versions any more
 */
public record Counts(
    long records,
    long added,
    long changed,
    long unchanged,
    long superseded,
    long rejected,
    long inserted,
    long updated,
    long deleted) {

  public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

  public Counts {
    LongStream all =
        LongStream.of(added, changed, unchanged, superseded, rejected, inserted, updated, deleted);
    if (all.min().getAsLong() < 0) {
      throw new IllegalArgumentException(
          "less than nothing: new %d, changed %d, unchanged %d, superseded %d, rejected %d; rows inserted %d, updated %d, deleted %d"
              .formatted(
                  added, changed, unchanged, superseded, rejected, inserted, updated, deleted));
    }
    if (records != added + changed + unchanged + superseded + rejected) {
      throw new IllegalArgumentException(
          "%d records in, but new %d + changed %d + unchanged %d + superseded %d + rejected %d = %d"
              .formatted(
                  records,
                  added,
                  changed,
                  unchanged,
                  superseded,
                  rejected,
                  added + changed + unchanged + superseded + rejected));
    }
  }

  /** Where nothing is deleted, and a record that is new or changed is a row that is. */
  public Counts(
      long records, long added, long changed, long unchanged, long superseded, long rejected) {
    this(records, added, changed, unchanged, superseded, rejected, 0);
  }

  /** Where a record that is new or changed is a row that is. */
  public Counts(
      long records,
      long added,
      long changed,
      long unchanged,
      long superseded,
      long rejected,
      long deleted) {
    this(records, added, changed, unchanged, superseded, rejected, added, changed, deleted);
  }

  /** Rows to write or delete. */
  public long written() {
    return inserted + updated + deleted;
  }

  /** Whether something else becomes of rows than of the records that are new or changed. */
  public boolean rowsDiffer() {
    return inserted != added || updated != changed || deleted > 0;
  }

  /** By how many rows the table grows. */
  public long grown() {
    return inserted - deleted;
  }

  Map<String, String> toSummary() {
    return Map.of(
        "firn.records", Long.toString(records),
        "firn.new", Long.toString(added),
        "firn.changed", Long.toString(changed),
        "firn.unchanged", Long.toString(unchanged),
        "firn.superseded", Long.toString(superseded),
        "firn.rejected", Long.toString(rejected),
        "firn.inserted", Long.toString(inserted),
        "firn.updated", Long.toString(updated),
        "firn.deleted", Long.toString(deleted));
  }

  static Counts fromSummary(Map<String, String> summary) {
    String added = summary.get("firn.new");
    String changed = summary.get("firn.changed");
    return new Counts(
        Long.parseLong(summary.get("firn.records")),
        Long.parseLong(added),
        Long.parseLong(changed),
        Long.parseLong(summary.get("firn.unchanged")),
        Long.parseLong(summary.get("firn.superseded")),
        Long.parseLong(summary.get("firn.rejected")),
        Long.parseLong(summary.getOrDefault("firn.inserted", added)),
        Long.parseLong(summary.getOrDefault("firn.updated", changed)),
        Long.parseLong(summary.getOrDefault("firn.deleted", "0")));
  }
}
