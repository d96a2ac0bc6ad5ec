package dev.firn.fetch;

import java.net.URI;
import java.util.Set;

/** What becomes of an answer that points elsewhere. */
@FunctionalInterface
interface Redirects {

  int MOST = 5;

  /** None is followed. */
  Redirects NONE =
      (failed, asked) -> {
        throw failed;
      };

  /**
   * Where to go on.
   *
   * @param failed what the last request ended with
   * @param asked the addresses so far
   * @throws FailedAttempt if this is no redirect that may be followed
   */
  URI next(FailedAttempt failed, Set<URI> asked) throws FailedAttempt;

  /** Those are followed that lead where a fetch may go. */
  static Redirects within(Destinations destinations) {
    return (failed, asked) -> {
      URI to = failed.pointsTo().orElseThrow(() -> failed);
      Destinations.Objection objection = destinations.objection(to).orElse(null);
      if (objection != null) {
        throw failed.because(objection.why(), objection.next());
      }
      if (asked.contains(to)) {
        throw failed.because(", which was asked before", "tell who runs the API");
      }
      if (asked.size() > MOST) {
        throw failed.because(
            ", after %d other redirects".formatted(MOST),
            "ask who runs the API for the address that they end at");
      }
      return to;
    };
  }
}
