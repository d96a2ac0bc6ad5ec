package dev.firn.run;

import dev.firn.table.Hold;
import java.util.List;
import java.util.stream.Collectors;

/** The commands that end a hold. */
final class Decisions {

  private Decisions() {}

  /**
   * @param waiting batches that the hold keeps from being merged
   */
  static String next(String table, Hold hold, List<Long> waiting) {
    String batches =
        waiting.isEmpty()
            ? "BATCH"
            : waiting.stream().map(String::valueOf).collect(Collectors.joining(" "));
    String exclude = "firn exclude %s %s --reason \"…\" leaves them out".formatted(table, batches);
    String release = "firn release %s merges them".formatted(table);
    return hold.run() == null
        ? exclude + ", " + release
        : "%s, firn publish %s %s --accept \"…\" shows them all the same, %s again"
            .formatted(exclude, table, hold.run(), release);
  }
}
