package dev.firn.fetch;

import java.util.function.Supplier;

/**
 * Who asks, for the length of a fetch. A token may run out between two pages; then there is another
 * one to be had, of an endpoint that gives them.
 */
final class Access {

  private final Supplier<Credentials> renewal;
  private Credentials credentials;
  private boolean accepted;

  private Access(Credentials credentials, Supplier<Credentials> renewal) {
    this.credentials = credentials;
    this.renewal = renewal;
  }

  static Access lasting(Credentials credentials) {
    return new Access(credentials, null);
  }

  /**
   * @param renewal gives others each time
   */
  static Access renewable(Supplier<Credentials> renewal) {
    return new Access(renewal.get(), renewal);
  }

  Credentials credentials() {
    return credentials;
  }

  /** An answer came. */
  void accept() {
    accepted = true;
  }

  /** Gets others in the place of those that were good before; false when that would not help. */
  boolean renew() {
    if (renewal == null || !accepted) {
      return false;
    }
    credentials = renewal.get();
    accepted = false;
    return true;
  }
}
