package dev.firn.fetch;

import java.net.http.HttpHeaders;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The response headers that are worth storing; cookies and whatever echoes a request are not among
 * them.
 */
final class KeptHeaders {

  private static final Set<String> NAMES =
      Set.of(
          "content-type",
          "content-length",
          "content-encoding",
          "etag",
          "last-modified",
          "date",
          "age",
          "cache-control",
          "expires",
          "retry-after",
          "link");

  private KeptHeaders() {}

  /** Names in lower case, several values joined with a comma and a blank. */
  static Map<String, String> of(HttpHeaders headers, Secrets secrets) {
    Map<String, String> kept = new TreeMap<>();
    headers
        .map()
        .forEach(
            (name, values) -> {
              String lower = name.toLowerCase(Locale.ROOT);
              if (keeps(lower)) {
                kept.put(lower, secrets.hide(String.join(", ", values)));
              }
            });
    return kept;
  }

  private static boolean keeps(String name) {
    return NAMES.contains(name) || name.startsWith("x-ratelimit-") || name.startsWith("ratelimit-");
  }
}
