package dev.firn.fetch;

import dev.firn.contract.ApiSource;
import dev.firn.contract.OtherHost;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a third party may send a fetch: anywhere on the location's own host, and to hosts that the
 * contract names, over https. Never into a network that only this side can reach, unless the
 * location is in it already; what a name stands for is looked up just before it is asked. And our
 * credentials go where the contract sends them, and nowhere else.
 */
final class Destinations {

  /**
   * @param why it is not gone there, as the end of a sentence; may be empty
   * @param next what to do about it
   */
  record Objection(String why, String next) {}

  private static final String TELL = "tell who runs the API; no contract can allow it";

  private final ApiSource source;
  private final Access access;
  private final Resolver resolver;

  Destinations(ApiSource source, Access access, Resolver resolver) {
    this.source = source;
    this.access = access;
    this.resolver = resolver;
  }

  /** What to send there. */
  Credentials credentials(URI to) {
    return isTrusted(to) ? access.credentials() : access.credentials().withheld();
  }

  /** Empty when it may be asked. */
  Optional<Objection> objection(URI to) {
    if (isHome(to)) {
      return Optional.empty();
    }
    if (to.getHost() == null || !isSafe(to)) {
      return Optional.of(new Objection(", which is not https", TELL));
    }
    if (to.getUserInfo() != null) {
      return Optional.of(new Objection(", with a user before the host", TELL));
    }
    if (source.hosts().stream().noneMatch(host -> host.has(to))) {
      return Optional.of(
          new Objection(
              "",
              "if that is right, write firn.hosts: [%s] at server %s in the contract"
                  .formatted(to.getAuthority(), source.server())));
    }
    if (!isTrusted(to) && tellsSecrets(to)) {
      return Optional.of(
          new Objection(
              ", which would be told the credentials of server " + source.server(),
              "if that is right, write {host: %s, credentials: true} in firn.hosts in the contract"
                  .formatted(to.getAuthority())));
    }
    return reach(to);
  }

  private boolean isTrusted(URI to) {
    return isHome(to) || source.hosts().stream().anyMatch(h -> h.credentials() && h.has(to));
  }

  private boolean tellsSecrets(URI to) {
    Secrets secrets = Secrets.in(source.location(), access.credentials().secrets());
    return !secrets.hide(to.toString()).equals(to.toString());
  }

  private boolean isHome(URI to) {
    URI home = source.location();
    return home.getScheme().equalsIgnoreCase(to.getScheme())
        && new OtherHost(home.getHost(), home.getPort(), true).has(to);
  }

  /** The clear is for this machine alone. */
  private boolean isSafe(URI to) {
    String scheme = String.valueOf(to.getScheme()).toLowerCase(Locale.ROOT);
    return scheme.equals("https")
        || (scheme.equals("http") && networks(to.getHost()).equals(Set.of(Network.LOOPBACK)));
  }

  private Optional<Objection> reach(URI to) {
    Set<Network> ours = networks(source.location().getHost());
    return addresses(to.getHost())
        .filter(address -> !mayReach(Network.of(address), ours))
        .findFirst()
        .map(
            address ->
                new Objection(
                    ", which is at %s, on %s"
                        .formatted(address.getHostAddress(), Network.of(address)),
                    TELL));
  }

  private static boolean mayReach(Network network, Set<Network> ours) {
    return network == Network.PUBLIC || (network != Network.LINK && ours.contains(network));
  }

  private Set<Network> networks(String host) {
    return addresses(host).map(Network::of).collect(Collectors.toSet());
  }

  /** None when the name stands for nothing; asking will find out. */
  private Stream<InetAddress> addresses(String host) {
    try {
      return Arrays.stream(resolver.resolve(host));
    } catch (UnknownHostException e) {
      return Stream.empty();
    }
  }
}
