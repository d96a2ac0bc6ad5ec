package dev.firn.drill;

import dev.firn.lake.Scratch;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What drills left that were killed. */
final class Leftovers {

  /** Longer than any drill takes. */
  private static final Duration OLD = Duration.ofDays(1);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd't'HHmmss", Locale.ROOT);
  private static final int TIME_LENGTH = "20260101t000000".length();

  private final Scratch scratch;
  private final Clock clock;

  Leftovers(Scratch scratch, Clock clock) {
    this.scratch = scratch;
    this.clock = clock;
  }

  /** By their names, which say when they began. */
  void remove() {
    Instant old = clock.instant().minus(OLD);
    for (String name : scratch.names()) {
      if (name.length() > TIME_LENGTH && began(name).isBefore(old)) {
        scratch.remove(name);
      }
    }
  }

  private static Instant began(String name) {
    try {
      return LocalDateTime.parse(name.substring(0, TIME_LENGTH), TIME).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return Instant.MAX; // No drill's.
    }
  }
}
