package dev.firn.drill;

import dev.firn.table.Counts;
import java.time.Duration;

/** How reports of a drill say things. */
final class Wording {

  private Wording() {}

  /** Such as {@code +2 ~1 -0 rows}. */
  static String rows(long added, long changed, long deleted) {
    return "+%d ~%d -%d rows".formatted(added, changed, deleted);
  }

  static String rows(Counts counts) {
    return rows(counts.inserted(), counts.updated(), counts.deleted());
  }

  /**
   * @param rows negative when nobody has counted them
   */
  static String count(long rows) {
    return rows < 0 ? "rows uncounted" : "%,d %s".formatted(rows, rows == 1 ? "row" : "rows");
  }

  /** As ISO 8601 has it, in days if it is some. */
  static String iso(Duration duration) {
    boolean days = duration.toDays() > 0 && Duration.ofDays(duration.toDays()).equals(duration);
    return days ? "P%dD".formatted(duration.toDays()) : duration.toString();
  }
}
