package dev.firn.secret;

import static java.util.Objects.requireNonNull;

/** A value that is sent and never shown. */
public final class Secret {

  private final String value;

  public Secret(String value) {
    this.value = requireNonNull(value, "value");
  }

  /** For the request, and for finding it in what must not show it. */
  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "***";
  }
}
