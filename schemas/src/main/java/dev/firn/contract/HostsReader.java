package dev.firn.contract;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The word {@code firn.hosts} of a server. */
final class HostsReader {

  private HostsReader() {}

  /** Empty when there is a problem with it. */
  static Optional<List<OtherHost>> read(Element hosts) {
    List<OtherHost> read = new ArrayList<>();
    for (Element item : hosts.items()) {
      Element name = item.node().isObject() ? item.get("host") : item;
      Optional<OtherHost> host = host(name, item.isTrue("credentials"));
      if (host.isEmpty()) {
        return Optional.empty();
      }
      read.add(host.get());
    }
    return Optional.of(read);
  }

  private static Optional<OtherHost> host(Element name, boolean credentials) {
    if (name.text() == null) {
      return Optional.empty();
    }
    try {
      URI uri = new URI("https://" + name.text());
      if (uri.getHost() != null && uri.getUserInfo() == null && uri.getRawPath().isEmpty()) {
        return Optional.of(new OtherHost(uri.getHost(), uri.getPort(), credentials));
      }
    } catch (URISyntaxException e) {
      // Said below, in the same words.
    }
    name.problem(
        "`" + name.text() + "` is not the name of a host",
        "write it whole and alone, such as files.example.org or files.example.org:8443");
    return Optional.empty();
  }
}
