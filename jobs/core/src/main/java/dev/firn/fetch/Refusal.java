package dev.firn.fetch;

import dev.firn.contract.ApiSource;
import dev.firn.contract.Auth;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells what is wrong with an answer that is neither a 200 that can be read nor an expected 304.
 */
record Refusal(ApiSource source, Secrets secrets) {

  /**
   * @param says the beginning of its body, may be empty
   */
  FailedAttempt of(int status, HttpHeaders headers, String says, Instant now) {
    String name = Status.name(status);
    if (Status.passes(status)) {
      return FailedAttempt.passing(name, null).retryAfter(RetryAfter.read(headers, now)).says(says);
    }
    if (Status.redirects(status)) {
      FailedAttempt redirect =
          FailedAttempt.lasting(
              name + redirect(headers),
              "if the new address is right, declare that address in the contract for server "
                  + source.server(),
              null);
      return Status.follows(status)
          ? target(headers).map(redirect::pointingTo).orElse(redirect)
          : redirect;
    }
    if (status == Status.NOT_MODIFIED) {
      return FailedAttempt.lasting(
          name + " to a request without conditions",
          "tell who runs the API; a cache between here and there may be the cause",
          null);
    }
    if (status == Status.PROXY_LOGIN) {
      return FailedAttempt.lasting(
          name, "check the user and password in HTTPS_PROXY, http://USER:PASSWORD@HOST:PORT", null);
    }
    if (status == Status.OK) {
      return FailedAttempt.lasting(
          "a body encoded as %s, which Firn cannot read"
              .formatted(ExcerptReader.clean(ContentCoding.named(headers), secrets)),
          "tell who runs the API; it was asked for %s, or for the body as it is"
              .formatted(ContentCoding.ACCEPTED),
          null);
    }
    if (status / 100 == 2) {
      return FailedAttempt.lasting(
          name + " where 200 or 304 was expected", "check " + location(), null);
    }
    FailedAttempt refused =
        FailedAttempt.lasting(
                name, status == 401 || status == 403 ? credentials() : "check " + location(), null)
            .says(says);
    return status == 401 ? refused.unauthorized() : refused;
  }

  private String credentials() {
    return source.auth().equals(Auth.NONE)
        ? "check what server %s wants as credentials, which are firn.auth in the contract, and %s"
            .formatted(source.server(), location())
        : "check firn.auth of server %s in the contract, and the secret that it refers to"
            .formatted(source.server());
  }

  private String location() {
    return "the location of server " + source.server() + " in the contract";
  }

  private String redirect(HttpHeaders headers) {
    return headers
        .firstValue("location")
        .map(to -> ", pointing to " + address(to))
        .orElse(" without saying where to");
  }

  private Optional<URI> target(HttpHeaders headers) {
    try {
      return headers.firstValue("location").map(to -> Addresses.resolve(source.location(), to));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private String address(String to) {
    try {
      return secrets.hide(Secrets.masked(Addresses.resolve(source.location(), to)).toString());
    } catch (IllegalArgumentException e) {
      return "an address that is none: " + ExcerptReader.clean(to, secrets);
    }
  }
}
