package dev.firn.table;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import org.apache.iceberg.Snapshot;

/**
 * How long a branch that is set now is to stay.
 *
 * @param window from now on
 */
record Retention(Duration window, Clock clock) {

  Retention {
    requireNonNull(window, "window");
    requireNonNull(clock, "clock");
  }

  /**
   * Milliseconds for {@code max-ref-age}: Iceberg counts a branch's age from its snapshot, which
   * may be old already.
   */
  long millis(Snapshot head) {
    return window.toMillis() + Math.max(0, clock.millis() - head.timestampMillis());
  }
}
