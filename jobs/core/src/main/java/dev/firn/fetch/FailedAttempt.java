package dev.firn.fetch;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** One GET that gave no usable answer; never leaves this package. */
final class FailedAttempt extends Exception {

  private final boolean passing;
  private final Duration retryAfter;
  private final String says;
  private final String next;
  private final URI pointsTo;

  private FailedAttempt(
      String what,
      boolean passing,
      Duration retryAfter,
      String says,
      String next,
      URI pointsTo,
      Throwable cause) {
    super(what, cause);
    this.passing = passing;
    this.retryAfter = retryAfter;
    this.says = says;
    this.next = next;
    this.pointsTo = pointsTo;
  }

  /** Asking again may help. */
  static FailedAttempt passing(String what, Throwable cause) {
    return new FailedAttempt(what, true, null, null, null, null, cause);
  }

  /** Asking again does not help; {@code next} does. */
  static FailedAttempt lasting(String what, String next, Throwable cause) {
    return new FailedAttempt(what, false, null, null, next, null, cause);
  }

  /** What the third party asks us to wait. */
  FailedAttempt retryAfter(Optional<Duration> asked) {
    return new FailedAttempt(what(), passing, asked.orElse(null), says, next, pointsTo, getCause());
  }

  /** What the third party wrote; nothing when the excerpt is empty. */
  FailedAttempt says(String excerpt) {
    return new FailedAttempt(
        what(),
        passing,
        retryAfter,
        excerpt.isEmpty() ? null : excerpt,
        next,
        pointsTo,
        getCause());
  }

  /** It is a redirect. */
  FailedAttempt pointingTo(URI address) {
    return new FailedAttempt(what(), passing, retryAfter, says, next, address, getCause());
  }

  /** It is a redirect that is not followed. */
  FailedAttempt because(String why, String otherNext) {
    return new FailedAttempt(
        what() + why, passing, retryAfter, says, otherNext, pointsTo, getCause());
  }

  /** Another address was asked than the one that the contract has. */
  FailedAttempt at(String where) {
    return new FailedAttempt(
        what() + " (at " + where + ", where redirects led)",
        passing,
        retryAfter,
        says,
        next,
        pointsTo,
        getCause());
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

  /** Where a redirect leads; empty when this is none. */
  Optional<URI> pointsTo() {
    return Optional.ofNullable(pointsTo);
  }

  Optional<String> next() {
    return Optional.ofNullable(next);
  }
}
