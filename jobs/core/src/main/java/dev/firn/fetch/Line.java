package dev.firn.fetch;

import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Optional;

/**
 * How requests leave.
 *
 * @param client that follows no redirect
 */
record Line(HttpClient client, Time time, Pace pace) {

  /** What is asked in the place of who is at the address; empty when nobody is. */
  Optional<SocketAddress> proxy(URI address) {
    return client
        .proxy()
        .or(() -> Optional.ofNullable(ProxySelector.getDefault()))
        .flatMap(selector -> selector.select(address).stream().findFirst())
        .map(Proxy::address);
  }
}
