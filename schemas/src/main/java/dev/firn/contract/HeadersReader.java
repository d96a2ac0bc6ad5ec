package dev.firn.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The word {@code firn.headers} of a server. */
final class HeadersReader {

  /** They would say who asks. */
  private static final Set<String> SECRET =
      Set.of("authorization", "proxy-authorization", "cookie");

  /** What depends on the request, so that nobody else can know it. */
  private static final Set<String> FIRNS_OWN =
      Set.of(
          "accept-encoding",
          "connection",
          "content-length",
          "expect",
          "host",
          "if-match",
          "if-modified-since",
          "if-none-match",
          "if-range",
          "if-unmodified-since",
          "range",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private static final Pattern VALUE =
      Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?");

  private HeadersReader() {}

  /** Empty when there is a problem with them. */
  static Optional<Map<String, String>> read(Element headers) {
    Map<String, String> read = new HashMap<>();
    Map<String, String> names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    boolean fine = true;
    for (Map.Entry<String, JsonNode> header : headers.node().properties()) {
      Element value = headers.get(header.getKey());
      fine &= isFine(value, header.getKey(), names.put(header.getKey(), header.getKey()));
      read.put(header.getKey(), value.text());
    }
    return fine ? Optional.of(read) : Optional.empty();
  }

  private static boolean isFine(Element value, String name, String twice) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!AuthReader.HEADER.matcher(name).matches()) {
      value.problem("`" + name + "` cannot be the name of a header", "such as Accept");
    } else if (twice != null) {
      value.problem("the header `%s` is there twice, as `%s`".formatted(name, twice), "keep one");
    } else if (SECRET.contains(lower)) {
      value.problem(
          "the header `" + name + "` says who asks, and a contract holds no secret",
          "write firn.auth: {type: header, name: %s, value: env:NAME}".formatted(name));
    } else if (FIRNS_OWN.contains(lower)) {
      value.problem("Firn sends the header `" + name + "` itself, as it needs it", "leave it out");
    } else if (value.text() == null) {
      return false;
    } else if (!VALUE.matcher(value.text()).matches()) {
      value.problem(
          "the header `" + name + "` cannot have that value",
          "write letters, digits and signs of ASCII, without line breaks and blanks at the ends");
    } else {
      return true;
    }
    return false;
  }
}
