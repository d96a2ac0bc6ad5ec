package dev.firn.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.firn.secret.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What must not leave a request: its credentials, the user info of its address, and the values of
 * query parameters whose names look like a secret's. Wide on purpose, a value hidden for nothing
 * costs less than one shown.
 */
final class Secrets {

  private static final String MASK = "***";
  private static final Pattern PARAMETER = Pattern.compile("([^&;=]+)=([^&;]*)");
  private static final Pattern SECRET_NAME =
      Pattern.compile("key|token|secret|passw|pwd|sig|auth|cred", Pattern.CASE_INSENSITIVE);

  /** Shorter ones would turn half of any text into asterisks. */
  private static final int SHORTEST_SEARCHED = 4;

  private static final int SHORTEST_UNMISTAKABLE = 8;

  private final List<String> values;

  private Secrets(List<String> values) {
    this.values = values;
  }

  static Secrets in(URI uri) {
    return in(uri, List.of());
  }

  /**
   * @param others that the request carries elsewhere
   */
  static Secrets in(URI uri, List<Secret> others) {
    Stream<String> user =
        uri.getRawUserInfo() == null
            ? Stream.empty()
            : Stream.concat(
                Stream.of(uri.getRawUserInfo()),
                Arrays.stream(uri.getRawUserInfo().split(":", 2)).skip(1));
    Stream<String> query =
        uri.getRawQuery() == null
            ? Stream.empty()
            : PARAMETER
                .matcher(uri.getRawQuery())
                .results()
                .filter(Secrets::secret)
                .map(parameter -> parameter.group(2));
    return new Secrets(
        Stream.concat(
                others.stream().map(Secret::reveal),
                Stream.concat(user, query)
                    .flatMap(raw -> Stream.of(raw, URLDecoder.decode(raw, UTF_8))))
            .filter(value -> value.length() >= SHORTEST_SEARCHED)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList());
  }

  /** The address as it may be shown and stored; the fragment, which is never sent, is gone. */
  static URI masked(URI uri) {
    StringBuilder shown = new StringBuilder();
    if (uri.getScheme() != null) {
      shown.append(uri.getScheme()).append(':');
    }
    String authority = uri.getRawAuthority();
    if (authority != null) {
      int at = authority.lastIndexOf('@');
      shown.append("//").append(at < 0 ? authority : MASK + authority.substring(at));
    }
    if (uri.getRawPath() != null) {
      shown.append(uri.getRawPath());
    }
    if (uri.getRawQuery() != null) {
      shown
          .append('?')
          .append(
              PARAMETER
                  .matcher(uri.getRawQuery())
                  .replaceAll(
                      parameter ->
                          Matcher.quoteReplacement(
                              secret(parameter)
                                  ? parameter.group(1) + "=" + MASK
                                  : parameter.group())));
    }
    return URI.create(shown.toString());
  }

  /** The text without the secrets of this request; third parties echo them. */
  String hide(String text) {
    String hidden = text;
    for (String value : values) {
      hidden = hidden.replace(value, MASK);
    }
    return hidden;
  }

  /** Those that are long enough not to stand in a text by chance. */
  List<String> unmistakable() {
    return values.stream().filter(value -> value.length() >= SHORTEST_UNMISTAKABLE).toList();
  }

  private static boolean secret(MatchResult parameter) {
    return SECRET_NAME.matcher(URLDecoder.decode(parameter.group(1), UTF_8)).find();
  }
}
