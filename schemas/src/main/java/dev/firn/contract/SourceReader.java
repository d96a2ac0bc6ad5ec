package dev.firn.contract;

import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The one server of type api: where the responses come from. */
final class SourceReader {

  /** Empty when there is none that can be used. */
  Optional<ApiSource> read(Element contract) {
    List<Element> apis =
        contract.get("servers").items().stream()
            .filter(server -> "api".equals(server.text("type")))
            .toList();
    if (apis.isEmpty()) {
      Element servers = contract.get("servers");
      if (!servers.isFlawed()) {
        servers.problem(
            "no server of type api", "add {server: NAME, type: api, location: https://...}");
      }
      return Optional.empty();
    }
    for (Element other : apis.subList(1, apis.size())) {
      other.problem("a second server of type api", "keep one: a contract has one feed");
    }
    return source(apis.get(0));
  }

  private static Optional<ApiSource> source(Element server) {
    Element conditionalGet = server.word("conditionalGet");
    Optional<URI> location = Locations.read(server.get("location"), "location");
    Optional<Auth> auth = AuthReader.read(server.word("auth"));
    Optional<Pagination> pagination = PaginationReader.read(server.word("pagination"));
    Optional<ApiSource.Limits> limits = limits(server.word("limits"));
    Optional<List<OtherHost>> hosts = HostsReader.read(server.word("hosts"));
    Optional<Map<String, String>> headers = HeadersReader.read(server.word("headers"));
    Element changes = server.word("incremental");
    Incremental incremental =
        changes.present() ? IncrementalReader.read(changes).orElse(null) : null;
    if (location.isEmpty()
        || auth.isEmpty()
        || pagination.isEmpty()
        || limits.isEmpty()
        || hosts.isEmpty()
        || headers.isEmpty()
        || server.text("server") == null) {
      return Optional.empty();
    }
    return Optional.of(
        new ApiSource(
            server.text("server"),
            location.get(),
            auth.get(),
            pagination.get(),
            !conditionalGet.present() || conditionalGet.node().booleanValue(),
            limits.get(),
            hosts.get(),
            incremental,
            headers.get(),
            PaginationReader.isStable(server.word("pagination"))));
  }

  private static Optional<ApiSource.Limits> limits(Element limits) {
    ApiSource.Limits usual = ApiSource.Limits.DEFAULT;
    Optional<Duration> timeout = duration(limits.get("timeout"), usual.timeout());
    Optional<Duration> budget = duration(limits.get("budget"), usual.budget());
    long bodyBytes = limits.get("bodyBytes").node().asLong(usual.bodyBytes());
    int attempts = limits.get("attempts").node().asInt(usual.attempts());
    int pages = limits.get("pages").node().asInt(usual.pages());
    int perMinute = limits.get("requestsPerMinute").node().asInt(usual.requestsPerMinute());
    if (timeout.isEmpty()
        || budget.isEmpty()
        || bodyBytes <= 0
        || attempts <= 0
        || pages <= 0
        || perMinute < 0) {
      return Optional.empty();
    }
    return Optional.of(
        new ApiSource.Limits(bodyBytes, timeout.get(), attempts, budget.get(), pages, perMinute));
  }

  private static Optional<Duration> duration(Element element, Duration usual) {
    if (element.text() == null) {
      return Optional.of(usual);
    }
    try {
      Duration duration = Duration.parse(element.text());
      if (!duration.isNegative() && !duration.isZero()) {
        return Optional.of(duration);
      }
    } catch (DateTimeParseException e) {
      // Said below, in the same words.
    }
    element.problem(
        "`" + element.text() + "` is not a time to wait", "write an ISO 8601 duration: PT2M");
    return Optional.empty();
  }
}
