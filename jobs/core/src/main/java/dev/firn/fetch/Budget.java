package dev.firn.fetch;

import java.time.Duration;

/** The time that a fetch may lose to failed attempts, the waiting after them included. */
final class Budget {

  private final Duration length;
  private Duration lost = Duration.ZERO;

  Budget(Duration length) {
    this.length = length;
  }

  Duration length() {
    return length;
  }

  void lose(Duration time) {
    lost = lost.plus(time);
  }

  /** Never negative. */
  Duration left() {
    Duration left = length.minus(lost);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
