package dev.firn.table;

import org.apache.iceberg.Snapshot;

/** Rows of a snapshot by its own summary. */
public final class RowCount {

  private RowCount() {}

  /** -1 when the summary does not say, as after equality deletes of other writers. */
  public static long of(Snapshot snapshot) {
    String records = snapshot.summary().get("total-records");
    String positions = snapshot.summary().getOrDefault("total-position-deletes", "0");
    String equalities = snapshot.summary().getOrDefault("total-equality-deletes", "0");
    return records == null || !equalities.equals("0")
        ? -1
        : Long.parseLong(records) - Long.parseLong(positions);
  }
}
