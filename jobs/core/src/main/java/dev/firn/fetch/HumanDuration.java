package dev.firn.fetch;

import java.time.Duration;

/**
 * Durations as messages spell them: {@code 0.4 s}, {@code 12 s}, {@code 2 min 5 s}, {@code 1 h}.
 */
final class HumanDuration {

  private HumanDuration() {}

  static String of(Duration duration) {
    long tenths = (duration.toMillis() + 50) / 100;
    if (tenths < 100) {
      return tenths % 10 == 0 ? tenths / 10 + " s" : tenths / 10 + "." + tenths % 10 + " s";
    }
    long seconds = duration.plusMillis(500).toSeconds();
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3600
        ? two(seconds / 60, "min", seconds % 60, "s")
        : two(seconds / 3600, "h", seconds % 3600 / 60, "min");
  }

  private static String two(long big, String bigUnit, long small, String smallUnit) {
    return big + " " + bigUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
  }
}
