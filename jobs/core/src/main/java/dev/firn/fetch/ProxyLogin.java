package dev.firn.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.secret.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.util.Base64;
import java.util.Optional;

/**
 * Who a proxy is asked as, by the Basic scheme (RFC 7617). The client sends it with CONNECT, to the
 * proxy alone.
 */
final class ProxyLogin {

  /** Of the JDK: schemes that it keeps from proxies, Basic unless somebody says otherwise. */
  private static final String DISABLED = "jdk.http.auth.tunneling.disabledSchemes";

  private final Secret header;

  private ProxyLogin(Secret header) {
    this.header = header;
  }

  /**
   * Empty when the proxy's address names nobody.
   *
   * @throws FirnException if this Java would keep it from the proxy
   */
  static Optional<ProxyLogin> of(URI proxy) {
    String user = proxy.getRawUserInfo();
    if (user == null) {
      return Optional.empty();
    }
    if (System.getProperty(DISABLED, "Basic").contains("Basic")) {
      throw new FirnException(
          Fault.USAGE,
          "HTTPS_PROXY has a user, which Java sends to a proxy only if told to",
          "start Java with -D%s=, as ./firn does".formatted(DISABLED));
    }
    // In a path a plus is a plus.
    String plain = URLDecoder.decode(user.replace("+", "%2B"), UTF_8);
    return Optional.of(
        new ProxyLogin(
            new Secret("Basic " + Base64.getEncoder().encodeToString(plain.getBytes(UTF_8)))));
  }

  HttpRequest added(HttpRequest request) {
    return HttpRequest.newBuilder(request, (name, value) -> true)
        .header("Proxy-Authorization", header.reveal())
        .build();
  }
}
