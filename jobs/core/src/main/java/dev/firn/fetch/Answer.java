package dev.firn.fetch;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One answer of a third party: 200 with a body, or 304 without.
 *
 * @param uri what was asked, without user info
 * @param status 200 or 304
 * @param headers of the response, names in lower case, several values joined with a comma and a
 *     blank
 * @param requestedAt when the attempt that succeeded was sent
 * @param millis from sending that attempt to its last byte
 * @param body the exact bytes of the document, unpacked if it travelled compressed, in a scratch
 *     file of the caller; null under 304
 * @param bytes the body's length; 0 under 304
 * @param sha256 of the body, hex; null under 304
 * @param failedAttempts what went wrong before, a sentence each, oldest first
 */
public record Answer(
    URI uri,
    int status,
    Map<String, String> headers,
    Instant requestedAt,
    long millis,
    Path body,
    long bytes,
    String sha256,
    List<String> failedAttempts) {

  public Answer {
    requireNonNull(uri, "uri");
    headers = new TreeMap<>(headers);
    requireNonNull(requestedAt, "requestedAt");
    failedAttempts = List.copyOf(failedAttempts);
    if ((body == null) != (status == 304) || (body == null) != (sha256 == null)) {
      throw new IllegalArgumentException(
          "a body comes with its hash, and not under 304: status " + status);
    }
  }

  public boolean notModified() {
    return status == 304;
  }

  /** The validators to send next time; null members where the third party sent none. */
  public Validators validators() {
    return new Validators(headers.get("etag"), headers.get("last-modified"));
  }
}
