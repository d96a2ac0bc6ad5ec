package dev.firn.table;

import java.util.Map;
import java.util.TreeMap;

/**
 * What main's rows are made of, for a snapshot with the same rows in other files. Without it nobody
 * would know once the snapshots that say so have expired.
 */
final class Carried {

  private Carried() {}

  /** Nothing of tables that no run merges into, such as those of rejected records. */
  static Map<String, String> by(TableState state) {
    Map<String, String> carried = new TreeMap<>();
    if (state.published().isPresent()) {
      state.knownApplied(state.main()).ifPresent(applied -> carried.putAll(applied.toSummary()));
      RowsDefinition.of(state).ifPresent(rows -> carried.putAll(rows.toSummary()));
    }
    return carried;
  }
}
