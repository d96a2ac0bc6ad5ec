package dev.firn.fetch;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The Retry-After header (RFC 9110, 10.2.3): seconds, or an HTTP date. */
final class RetryAfter {

  private static final Duration FOREVER = Duration.ofDays(3650);

  private RetryAfter() {}

  /**
   * How long the third party asks us to wait; empty when it does not, or not in a way that can be
   * read.
   *
   * @param now our clock, used when the answer does not carry a date of its own
   */
  static Optional<Duration> read(HttpHeaders headers, Instant now) {
    return headers.firstValue("retry-after").map(String::strip).flatMap(v -> read(v, headers, now));
  }

  private static Optional<Duration> read(String value, HttpHeaders headers, Instant now) {
    if (value.matches("[0-9]+")) {
      return Optional.of(value.length() > 9 ? FOREVER : Duration.ofSeconds(Long.parseLong(value)));
    }
    // A date means the third party's clock, and that may be off from ours.
    Instant theirNow = headers.firstValue("date").flatMap(RetryAfter::date).orElse(now);
    return date(value)
        .map(then -> Duration.between(theirNow, then))
        .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
  }

  private static Optional<Instant> date(String value) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
