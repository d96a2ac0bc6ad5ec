package dev.firn.contract;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An HTTP endpoint that is fetched with GET.
 *
 * @param server the contract's name for it
 * @param location an absolute http or https URI
 * @param auth how it knows who asks
 * @param pagination how one answer leads to the next
 * @param conditionalGet whether to send If-None-Match and If-Modified-Since
 * @param limits what one fetch may cost
 * @param hosts where redirects and next links may lead, beside the location's own host
 * @param incremental how it is asked for changes only; null when it is asked for everything
 * @param headers to send beside Firn's own, which they go before; no secrets
 * @param stablePages whether a page that is asked for again is what it was, so that a fetch may go
 *     on where another stopped
 */
public record ApiSource(
    String server,
    URI location,
    Auth auth,
    Pagination pagination,
    boolean conditionalGet,
    Limits limits,
    List<OtherHost> hosts,
    Incremental incremental,
    Map<String, String> headers,
    boolean stablePages) {

  /** One that leads nowhere else, and is asked for everything. */
  public ApiSource(
      String server,
      URI location,
      Auth auth,
      Pagination pagination,
      boolean conditionalGet,
      Limits limits) {
    this(
        server,
        location,
        auth,
        pagination,
        conditionalGet,
        limits,
        List.of(),
        null,
        Map.of(),
        false);
  }

  public ApiSource {
    requireNonNull(server, "server");
    requireNonNull(location, "location");
    requireNonNull(auth, "auth");
    requireNonNull(pagination, "pagination");
    requireNonNull(limits, "limits");
    hosts = List.copyOf(hosts);
    headers = Map.copyOf(headers);
    if (!location.isAbsolute() || location.getHost() == null) {
      throw new IllegalArgumentException("location must be an absolute URI: " + location);
    }
  }

  /**
   * What one fetch may cost.
   *
   * @param bodyBytes the largest body that is accepted
   * @param timeout for one attempt, from connecting to the last byte
   * @param attempts how often one page is asked for at most
   * @param budget the time that a fetch may lose to failed attempts, waiting included
   * @param pages that a fetch may have; more mean that something goes round in circles
   * @param requestsPerMinute that the host is sent at most, by all feeds of the process together; 0
   *     when it does not mind
   */
  public record Limits(
      long bodyBytes,
      Duration timeout,
      int attempts,
      Duration budget,
      int pages,
      int requestsPerMinute) {

    public static final Limits DEFAULT =
        new Limits(256L << 20, Duration.ofMinutes(2), 5, Duration.ofMinutes(5), 1000);

    /** Without a pace. */
    public Limits(long bodyBytes, Duration timeout, int attempts, Duration budget, int pages) {
      this(bodyBytes, timeout, attempts, budget, pages, 0);
    }

    public Limits {
      requireNonNull(timeout, "timeout");
      requireNonNull(budget, "budget");
      if (bodyBytes <= 0
          || attempts <= 0
          || pages <= 0
          || requestsPerMinute < 0
          || timeout.isNegative()
          || timeout.isZero()) {
        throw new IllegalArgumentException(
            "limits must be positive: bodyBytes=%d timeout=%s attempts=%d pages=%d requestsPerMinute=%d"
                .formatted(bodyBytes, timeout, attempts, pages, requestsPerMinute));
      }
      if (budget.isNegative() || budget.isZero()) {
        throw new IllegalArgumentException("limits must be positive: budget=" + budget);
      }
    }
  }

  /** The same source at another address: a further page. */
  public ApiSource at(URI address) {
    return new ApiSource(
        server,
        address,
        auth,
        pagination,
        conditionalGet,
        limits,
        hosts,
        incremental,
        headers,
        stablePages);
  }
}
