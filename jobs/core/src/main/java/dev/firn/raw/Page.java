package dev.firn.raw;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One answer in a batch.
 *
 * @param url what was asked, secrets masked
 * @param status HTTP status: 200 or 304
 * @param headers of the response, names in lower case
 * @param requestedAt when it was asked, ISO 8601 in UTC
 * @param millis from asking to the last byte
 * @param body key of the raw object; null under 304, unless that brings back an older body
 * @param bytes length of the body
 * @param sha256 of the body, hex; null where the body is
 * @param failedAttempts what went wrong before this answer, oldest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Page(
    String url,
    int status,
    Map<String, String> headers,
    String requestedAt,
    long millis,
    String body,
    long bytes,
    String sha256,
    List<String> failedAttempts) {

  public Page {
    headers = Collections.unmodifiableMap(new TreeMap<>(headers));
    failedAttempts = List.copyOf(failedAttempts);
  }

  /** This answer, with the body that it stands for. */
  public Page with(Page origin) {
    return new Page(
        url,
        status,
        headers,
        requestedAt,
        millis,
        origin.body,
        origin.bytes,
        origin.sha256,
        failedAttempts);
  }
}
