package dev.firn.fetch;

import java.time.Duration;
import java.util.Optional;

/** One GET that gave no usable answer; never leaves this package. */
final class FailedAttempt extends Exception {

  private final boolean passing;
  private final Duration retryAfter;
  private final String says;
  private final String next;

  private FailedAttempt(
      String what,
      boolean passing,
      Duration retryAfter,
      String says,
      String next,
      Throwable cause) {
    super(what, cause);
    this.passing = passing;
    this.retryAfter = retryAfter;
    this.says = says;
    this.next = next;
  }

  /** Asking again may help. */
  static FailedAttempt passing(String what, Throwable cause) {
    return new FailedAttempt(what, true, null, null, null, cause);
  }

  /** Asking again does not help; {@code next} does. */
  static FailedAttempt lasting(String what, String next, Throwable cause) {
    return new FailedAttempt(what, false, null, null, next, cause);
  }

  /** What the third party asks us to wait. */
  FailedAttempt retryAfter(Optional<Duration> asked) {
    return new FailedAttempt(what(), passing, asked.orElse(null), says, next, getCause());
  }

  /** What the third party wrote; nothing when the excerpt is empty. */
  FailedAttempt says(String excerpt) {
    return new FailedAttempt(
        what(), passing, retryAfter, excerpt.isEmpty() ? null : excerpt, next, getCause());
  }

  String what() {
    return getMessage();
  }

  boolean passing() {
    return passing;
  }

  Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  Optional<String> says() {
    return Optional.ofNullable(says);
  }

  Optional<String> next() {
    return Optional.ofNullable(next);
  }
}
