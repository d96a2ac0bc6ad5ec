package dev.firn.contract;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Locale;

/**
 * {@code firn.hosts}: a host beside the location's own that redirects and next links may lead to.
 *
 * @param name in lower case
 * @param port -1 when it is the scheme's own
 * @param credentials whether it is told who asks
 */
public record OtherHost(String name, int port, boolean credentials) {

  public OtherHost {
    requireNonNull(name, "name");
    name = name.toLowerCase(Locale.ROOT);
  }

  /** Whether that address is there. */
  public boolean has(URI address) {
    return name.equalsIgnoreCase(address.getHost()) && port(port, address) == port(address);
  }

  private static int port(URI address) {
    return port(address.getPort(), address);
  }

  private static int port(int declared, URI address) {
    if (declared >= 0) {
      return declared;
    }
    return address.getScheme().equalsIgnoreCase("https") ? 443 : 80;
  }
}
