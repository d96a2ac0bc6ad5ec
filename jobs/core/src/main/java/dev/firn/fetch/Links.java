package dev.firn.fetch;

import java.net.URI;

/** References from one address to another (RFC 3986, 5). */
final class Links {

  private Links() {}

  /**
   * @throws IllegalArgumentException if the link is none
   */
  static URI resolve(URI from, String link) {
    // URI.resolve would take the last step of the path away with it.
    URI to = from.resolve(link.startsWith("?") ? from.getRawPath() + link : link);
    String text = to.toString();
    int fragment = text.indexOf('#');
    return fragment < 0 ? to : URI.create(text.substring(0, fragment));
  }
}
