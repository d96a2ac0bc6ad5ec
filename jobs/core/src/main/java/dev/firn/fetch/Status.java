package dev.firn.fetch;

import java.util.Map;
import java.util.Set;

/**
 * HTTP status codes: their phrases, which the HTTP client drops, and which of them pass by
 * themselves.
 */
final class Status {

  static final int OK = 200;
  static final int NOT_MODIFIED = 304;
  static final int PROXY_LOGIN = 407;

  private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);

  private static final Set<Integer> FOLLOWED = Set.of(301, 302, 303, 307, 308);

  private static final Map<Integer, String> PHRASES =
      Map.ofEntries(
          Map.entry(202, "Accepted"),
          Map.entry(204, "No Content"),
          Map.entry(206, "Partial Content"),
          Map.entry(301, "Moved Permanently"),
          Map.entry(302, "Found"),
          Map.entry(303, "See Other"),
          Map.entry(304, "Not Modified"),
          Map.entry(307, "Temporary Redirect"),
          Map.entry(308, "Permanent Redirect"),
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(406, "Not Acceptable"),
          Map.entry(407, "Proxy Authentication Required"),
          Map.entry(408, "Request Timeout"),
          Map.entry(410, "Gone"),
          Map.entry(414, "URI Too Long"),
          Map.entry(425, "Too Early"),
          Map.entry(429, "Too Many Requests"),
          Map.entry(451, "Unavailable For Legal Reasons"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(501, "Not Implemented"),
          Map.entry(502, "Bad Gateway"),
          Map.entry(503, "Service Unavailable"),
          Map.entry(504, "Gateway Timeout"));

  private Status() {}

  /** Whether asking again may help. */
  static boolean passes(int status) {
    return PASSING.contains(status);
  }

  static boolean redirects(int status) {
    return status / 100 == 3 && status != NOT_MODIFIED;
  }

  /** Whether what is asked for is at another address, for a GET. */
  static boolean follows(int status) {
    return FOLLOWED.contains(status);
  }

  /** Code and phrase, as in {@code 404 Not Found}. */
  static String name(int status) {
    return PHRASES.containsKey(status) ? status + " " + PHRASES.get(status) : "status " + status;
  }
}
