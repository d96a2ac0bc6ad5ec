package dev.firn.fetch;

import java.time.Duration;

/** Until when something must be done; waiting that was our own wish does not count. */
final class Deadline {

  private final Time time;
  private final long start;
  private Duration length;

  Deadline(Time time, Duration length) {
    this.time = time;
    this.start = time.nanos();
    this.length = length;
  }

  void extend(Duration by) {
    length = length.plus(by);
  }

  /** Never negative. */
  Duration left() {
    Duration left = length.minusNanos(time.nanos() - start);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
