package dev.firn.fetch;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** One GET that gave no usable answer; never leaves this package. */
final class FailedAttempt extends Exception {

  private final boolean passing;
  private String what;
  private String next;
  private String says;
  private Duration retryAfter;
  private URI pointsTo;
  private boolean unauthorized;

  private FailedAttempt(String what, boolean passing, String next, Throwable cause) {
    super(cause);
    this.what = what;
    this.passing = passing;
    this.next = next;
  }

  /** Asking again may help. */
  static FailedAttempt passing(String what, Throwable cause) {
    return new FailedAttempt(what, true, null, cause);
  }

  /** Asking again does not help; {@code next} does. */
  static FailedAttempt lasting(String what, String next, Throwable cause) {
    return new FailedAttempt(what, false, next, cause);
  }

  /** What the third party asks us to wait. */
  FailedAttempt retryAfter(Optional<Duration> asked) {
    retryAfter = asked.orElse(null);
    return this;
  }

  /** What the third party wrote; nothing when the excerpt is empty. */
  FailedAttempt says(String excerpt) {
    says = excerpt.isEmpty() ? null : excerpt;
    return this;
  }

  /** It is a redirect. */
  FailedAttempt pointingTo(URI address) {
    pointsTo = address;
    return this;
  }

  /** The third party does not take the credentials, or takes them no longer. */
  FailedAttempt unauthorized() {
    unauthorized = true;
    return this;
  }

  /** It is a redirect that is not followed. */
  FailedAttempt because(String why, String otherNext) {
    what += why;
    next = otherNext;
    return this;
  }

  /** Another address was asked than the one that the contract has. */
  FailedAttempt at(String where) {
    what += " (at " + where + ", where redirects led)";
    return this;
  }

  @Override
  public String getMessage() {
    return what;
  }

  String what() {
    return what;
  }

  boolean passing() {
    return passing;
  }

  boolean isUnauthorized() {
    return unauthorized;
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
