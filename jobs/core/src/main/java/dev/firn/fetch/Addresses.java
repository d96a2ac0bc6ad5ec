package dev.firn.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Addresses made from others. */
public final class Addresses {

  private static final String ILLEGAL = "\"<>\\^`{|}";
  private static final Pattern LONE_PERCENT = Pattern.compile("%(?!\\p{XDigit}{2})");

  private Addresses() {}

  /** The address with that parameter, instead of what it had of that name. */
  public static URI with(URI address, String parameter, String value) {
    String name = URLEncoder.encode(parameter, UTF_8);
    Stream<String> others =
        address.getRawQuery() == null
            ? Stream.empty()
            : Arrays.stream(address.getRawQuery().split("&"))
                .filter(one -> !one.isEmpty() && !one.split("=", 2)[0].equals(name));
    String query =
        Stream.concat(others, Stream.of(name + "=" + URLEncoder.encode(value, UTF_8)))
            .collect(Collectors.joining("&"));
    String base = address.toString().replaceFirst("[?#].*", "");
    return URI.create(base + "?" + query);
  }

  /**
   * Where a reference leads (RFC 3986, 5). What has no place in an address, such as a blank, is
   * taken as browsers do: percent-encoded.
   *
   * @throws IllegalArgumentException if it leads to no address
   */
  static URI resolve(URI from, String link) {
    String legal = legal(link.strip());
    // URI.resolve would take the last step of the path away with it.
    URI to = from.resolve(legal.startsWith("?") ? from.getRawPath() + legal : legal);
    String text = to.toString();
    int fragment = text.indexOf('#');
    return fragment < 0 ? to : URI.create(text.substring(0, fragment));
  }

  private static String legal(String link) {
    StringBuilder legal = new StringBuilder();
    for (byte one : link.getBytes(UTF_8)) {
      if (one <= ' ' || one == 0x7f || ILLEGAL.indexOf(one) >= 0) {
        legal.append('%').append(HexFormat.of().withUpperCase().toHexDigits(one));
      } else {
        legal.append((char) one);
      }
    }
    return LONE_PERCENT.matcher(legal).replaceAll("%25");
  }
}
