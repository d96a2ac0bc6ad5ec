package dev.firn.fetch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Passes only in pauses, which take no time. */
final class FakeTime implements Time {

  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  final List<Duration> pauses = new ArrayList<>();
  private Duration passed = Duration.ZERO;

  @Override
  public Instant now() {
    return START.plus(passed);
  }

  @Override
  public long nanos() {
    return passed.toNanos();
  }

  @Override
  public void pause(Duration howLong) {
    pauses.add(howLong);
    passed = passed.plus(howLong);
  }
}
