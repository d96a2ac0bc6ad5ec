package dev.firn.fetch;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The proxy that {@code HTTPS_PROXY} names, for all but the hosts in {@code NO_PROXY}: names, which
 * mean what is below them too, addresses, or {@code *}; with a port if only that one is meant.
 * Variables in lower case are as good. What is asked over http is on this machine and needs none.
 */
final class EnvironmentProxy extends ProxySelector {

  private static final int USUAL_PORT = 80;

  private final Proxy proxy;
  private final List<String> direct;
  private final ProxyLogin login;

  private EnvironmentProxy(Proxy proxy, ProxyLogin login, List<String> direct) {
    this.proxy = proxy;
    this.login = login;
    this.direct = direct;
  }

  /**
   * Empty when the environment names none.
   *
   * @throws FirnException if it names one that cannot be used
   */
  static Optional<EnvironmentProxy> of(Map<String, String> environment) {
    String address = value(environment, "HTTPS_PROXY");
    if (address.isEmpty()) {
      return Optional.empty();
    }
    URI uri = parsed(address);
    int port = uri.getPort() < 0 ? USUAL_PORT : uri.getPort();
    List<String> direct =
        Stream.of(value(environment, "NO_PROXY").split("[,\\s]+"))
            .map(entry -> entry.toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", ""))
            .filter(entry -> !entry.isEmpty())
            .toList();
    Proxy proxy = new Proxy(Proxy.Type.HTTP, new InetSocketAddress(uri.getHost(), port));
    return Optional.of(new EnvironmentProxy(proxy, ProxyLogin.of(uri).orElse(null), direct));
  }

  private static String value(Map<String, String> environment, String name) {
    String lower = environment.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    return (lower.isBlank() ? environment.getOrDefault(name, "") : lower).strip();
  }

  private static URI parsed(String address) {
    try {
      URI uri = new URI(address.contains("://") ? address : "http://" + address);
      if (uri.getHost() != null && "http".equalsIgnoreCase(uri.getScheme())) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Said below, in the same words; the address may hold a password.
    }
    throw new FirnException(
        Fault.USAGE,
        "HTTPS_PROXY is not the address of a proxy",
        "write http://HOST:PORT, or http://USER:PASSWORD@HOST:PORT with signs such as @ and : percent-encoded");
  }

  /** Who the proxy is asked as; empty when it asks nobody who he is. */
  Optional<ProxyLogin> login() {
    return Optional.ofNullable(login);
  }

  @Override
  public List<Proxy> select(URI uri) {
    return List.of(
        "https".equalsIgnoreCase(uri.getScheme()) && !isDirect(uri) ? proxy : Proxy.NO_PROXY);
  }

  private boolean isDirect(URI uri) {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    int port = uri.getPort() < 0 ? 443 : uri.getPort();
    return direct.stream()
        .anyMatch(
            entry ->
                entry.equals("*")
                    || Stream.of(host, host + ":" + port)
                        .anyMatch(name -> name.equals(entry) || name.endsWith("." + entry)));
  }

  /** The client says it, in the words of the exchange. */
  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException reason) {}
}
