package dev.firn.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.firn.contract.ApiSource;
import dev.firn.contract.Auth;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import java.util.Map;

/**
 * What is sent.
 *
 * @param address to ask, before credentials are added to it
 * @param conditional whether 304 is an answer to it
 * @param secrets that it carries
 */
record Question(URI address, HttpRequest request, boolean conditional, Secrets secrets) {

  static Question of(
      ApiSource source,
      URI address,
      Credentials credentials,
      Validators validators,
      String version) {
    String scheme = address.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new FirnException(
          Fault.USAGE,
          "server %s is at %s, and Firn asks http and https only"
              .formatted(source.server(), Secrets.masked(address)),
          "correct the server's location in the contract");
    }
    HttpRequest.Builder request =
        builder(address, credentials, source.headers(), version)
            .header("Accept-Encoding", ContentCoding.ACCEPTED)
            .GET();
    boolean conditional = false;
    if (source.conditionalGet() && validators.etag() != null) {
      request.header("If-None-Match", validators.etag());
      conditional = true;
    }
    if (source.conditionalGet() && validators.lastModified() != null) {
      request.header("If-Modified-Since", validators.lastModified());
      conditional = true;
    }
    return new Question(
        address, request.build(), conditional, Secrets.in(address, credentials.secrets()));
  }

  /** Asks for a token (RFC 6749, 4.4.2). */
  static Question forToken(Auth.ClientCredentials client, Credentials credentials, String version) {
    String form =
        "grant_type=client_credentials"
            + (client.scope() == null ? "" : "&scope=" + URLEncoder.encode(client.scope(), UTF_8));
    HttpRequest request =
        builder(client.tokenUrl(), credentials, Map.of(), version)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    return new Question(
        client.tokenUrl(), request, false, Secrets.in(client.tokenUrl(), credentials.secrets()));
  }

  private static HttpRequest.Builder builder(
      URI location, Credentials credentials, Map<String, String> headers, String version) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(credentials.address(location))
            .setHeader("User-Agent", "firn/" + version)
            .setHeader("Accept", "application/json");
    headers.forEach(request::setHeader);
    credentials.headers().forEach((name, value) -> request.setHeader(name, value.reveal()));
    return request;
  }
}
