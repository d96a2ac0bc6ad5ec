package dev.firn.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.firn.contract.Auth;
import dev.firn.secret.Secret;
import dev.firn.secret.SecretReader;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * What a request carries so that the API knows who asks.
 *
 * @param headers to send; the values are secrets
 * @param parameter of the query that they are sent as; null when there is none
 * @param query its value; null when there is none
 * @param secrets whatever must not be shown
 */
record Credentials(
    Map<String, Secret> headers, String parameter, Secret query, List<Secret> secrets) {

  static final Credentials NONE = new Credentials(Map.of(), null, null, List.of());

  private static final String AUTHORIZATION = "Authorization";

  Credentials {
    headers = Map.copyOf(headers);
    secrets = List.copyOf(secrets);
  }

  /**
   * Those of a client that asks for a token are for its token endpoint.
   *
   * @throws dev.firn.fault.FirnException if a secret cannot be read
   */
  static Credentials of(Auth auth, SecretReader reader) {
    if (auth instanceof Auth.Bearer bearer) {
      return bearer(reader.read(bearer.token()));
    }
    if (auth instanceof Auth.Basic basic) {
      return basic(basic.user(), reader.read(basic.password()));
    }
    if (auth instanceof Auth.Header header) {
      Secret value = reader.read(header.value());
      return new Credentials(Map.of(header.name(), value), null, null, List.of(value));
    }
    if (auth instanceof Auth.Query query) {
      return query(query.name(), reader.read(query.value()));
    }
    if (auth instanceof Auth.ClientCredentials client) {
      Secret secret = reader.read(client.clientSecret());
      return basic(encoded(client.clientId()), new Secret(encoded(secret.reveal())));
    }
    return NONE;
  }

  static Credentials bearer(Secret token) {
    return new Credentials(
        Map.of(AUTHORIZATION, new Secret("Bearer " + token.reveal())), null, null, List.of(token));
  }

  private static Credentials basic(String user, Secret password) {
    Secret pair =
        new Secret(
            Base64.getEncoder().encodeToString((user + ":" + password.reveal()).getBytes(UTF_8)));
    return new Credentials(
        Map.of(AUTHORIZATION, new Secret("Basic " + pair.reveal())),
        null,
        null,
        List.of(password, pair));
  }

  private static Credentials query(String name, Secret value) {
    Secret encoded = new Secret(encoded(value.reveal()));
    return new Credentials(Map.of(), name, value, List.of(value, encoded));
  }

  /** Those of who does not say who asks; what must not be shown is the same. */
  Credentials withheld() {
    return new Credentials(Map.of(), null, null, secrets);
  }

  /** Where to ask. */
  URI address(URI location) {
    if (query == null) {
      return location;
    }
    return Addresses.with(location, parameter, query.reveal());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
