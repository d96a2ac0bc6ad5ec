package dev.firn.fetch;

import dev.firn.contract.ApiSource;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import java.net.http.HttpRequest;
import java.util.Locale;

/**
 * What is sent.
 *
 * @param conditional whether 304 is an answer to it
 */
record Question(HttpRequest request, boolean conditional) {

  static Question of(ApiSource source, Validators validators, String version) {
    String scheme = source.location().getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new FirnException(
          Fault.USAGE,
          "server %s is at %s, and Firn asks http and https only"
              .formatted(source.server(), Secrets.masked(source.location())),
          "correct the server's location in the contract");
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(source.location())
            .GET()
            .header("User-Agent", "firn/" + version)
            .header("Accept", "application/json");
    boolean conditional = false;
    if (source.conditionalGet() && validators.etag() != null) {
      request.header("If-None-Match", validators.etag());
      conditional = true;
    }
    if (source.conditionalGet() && validators.lastModified() != null) {
      request.header("If-Modified-Since", validators.lastModified());
      conditional = true;
    }
    return new Question(request.build(), conditional);
  }
}
