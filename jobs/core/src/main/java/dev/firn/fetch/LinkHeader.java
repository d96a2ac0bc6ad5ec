package dev.firn.fetch;

import com.apicatalog.jsonld.http.link.Link;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** The links that an answer has in its headers (RFC 8288). */
record LinkHeader(List<String> values) {

  /**
   * What nobody writes who has no next page. The library passes over some links that are not quite
   * as the RFC has them, and a page that is passed over would be missed by nobody.
   */
  private static final Pattern NEXT =
      Pattern.compile("\\brel\\s*=\\s*(\"[^\"]*\\bnext\\b|next\\b)", Pattern.CASE_INSENSITIVE);

  static LinkHeader of(HttpHeaders headers) {
    return new LinkHeader(headers.allValues("link"));
  }

  /** The target with the relation {@code next}; it may be relative. */
  Optional<String> next() {
    return values.stream()
        .flatMap(value -> Link.of(value).stream())
        .filter(link -> link.relations().stream().anyMatch("next"::equalsIgnoreCase))
        .map(Link::target)
        .filter(Objects::nonNull)
        .map(URI::toString)
        .findFirst();
  }

  /** Whether it seems to have one, readable or not. */
  boolean mentionsNext() {
    return values.stream().anyMatch(value -> NEXT.matcher(value).find());
  }
}
