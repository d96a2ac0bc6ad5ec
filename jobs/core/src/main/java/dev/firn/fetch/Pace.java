package dev.firn.fetch;

import dev.failsafe.RateLimiter;
import dev.firn.contract.ApiSource;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Spreads requests out as {@code firn.limits} want it. A third party counts what a host is asked,
 * not by which feed: what one contract declares holds for all that ask that host.
 */
final class Pace {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Map<String, Map<Integer, RateLimiter<Object>>> hosts = new ConcurrentHashMap<>();
  private final Time time;

  Pace(Time time) {
    this.time = time;
  }

  /**
   * Waits until the address may be asked.
   *
   * @return how long that was
   */
  Duration await(ApiSource source, URI address) throws InterruptedException {
    Map<Integer, RateLimiter<Object>> limits =
        hosts.computeIfAbsent(
            address.getAuthority().toLowerCase(Locale.ROOT), host -> new ConcurrentHashMap<>());
    int most = source.limits().requestsPerMinute();
    if (most > 0) {
      limits.computeIfAbsent(most, limit -> RateLimiter.smoothBuilder(limit, MINUTE).build());
    }
    Duration wait = Duration.ZERO;
    for (RateLimiter<Object> limit : limits.values()) {
      Duration asked = limit.reservePermit();
      wait = asked.compareTo(wait) > 0 ? asked : wait;
    }
    if (!wait.isZero()) {
      time.pause(wait);
    }
    return wait;
  }
}
