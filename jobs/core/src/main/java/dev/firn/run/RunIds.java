package dev.firn.run;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Run ids: fit for branch names, and sorted by time for people who list them. Nothing orders runs
 * by them.
 */
public final class RunIds {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int SPACE = 36 * 36 * 36 * 36 * 36;

  private final SecureRandom random = new SecureRandom();
  private final Clock clock;

  public RunIds(Clock clock) {
    this.clock = clock;
  }

  public String next() {
    String suffix = Integer.toString(random.nextInt(SPACE), 36);
    return TIME.format(clock.instant()).toLowerCase(Locale.ROOT)
        + "_"
        + "0".repeat(5 - suffix.length())
        + suffix;
  }
}
