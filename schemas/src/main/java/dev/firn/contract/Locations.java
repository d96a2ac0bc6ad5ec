package dev.firn.contract;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/** Addresses that are asked for something. */
final class Locations {

  /** Loopback is for tests and the demo; anything else must not travel in the clear. */
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private Locations() {}

  /**
   * Empty when there is none that can be used.
   *
   * @param name that the contract gives it
   */
  static Optional<URI> read(Element location, String name) {
    if (location.text() == null) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(location.text());
      String scheme = uri.getScheme() == null ? "" : uri.getScheme();
      if (uri.getHost() == null || !Set.of("http", "https").contains(scheme)) {
        location.problem("the " + name + " is not the address of an API", "write https://...");
      } else if (uri.getUserInfo() != null) {
        location.problem(
            "the " + name + " must not carry a user or password", "leave out what is before the @");
      } else if (scheme.equals("http") && !LOOPBACK.contains(uri.getHost())) {
        location.problem(
            "http is for this machine only; " + uri.getHost() + " must be asked over https",
            "write https" + location.text().substring("http".length()));
      } else {
        return Optional.of(uri);
      }
    } catch (URISyntaxException e) {
      // The address is not repeated: it may carry a password.
      location.problem(
          "the " + name + " is not an address",
          "%s, character %d".formatted(e.getReason(), e.getIndex() + 1));
    }
    return Optional.empty();
  }
}
