package dev.firn.fetch;

import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.Optional;

/**
 * How requests leave.
 *
 * @param client that follows no redirect
 */
record Line(HttpClient client, Time time, Pace pace) {

  /** The request as it leaves: with what its proxy wants to know, and nobody else gets. */
  HttpRequest leaving(HttpRequest request) {
    return client
        .proxy()
        .filter(EnvironmentProxy.class::isInstance)
        .map(EnvironmentProxy.class::cast)
        .filter(selector -> selector.select(request.uri()).get(0).type() == Proxy.Type.HTTP)
        .flatMap(EnvironmentProxy::login)
        .map(login -> login.added(request))
        .orElse(request);
  }

  /** What is asked in the place of who is at the address; empty when nobody is. */
  Optional<SocketAddress> proxy(URI address) {
    return client
        .proxy()
        .or(() -> Optional.ofNullable(ProxySelector.getDefault()))
        .flatMap(selector -> selector.select(address).stream().findFirst())
        .map(Proxy::address);
  }
}
