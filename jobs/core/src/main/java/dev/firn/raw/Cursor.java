package dev.firn.raw;

import static java.util.Objects.requireNonNull;

/**
 * A position in the changes of a third party.
 *
 * @param definition what the contract said about positions then: of another one now, this is none
 * @param position a time, ISO 8601 in UTC, or a whole number
 */
public record Cursor(String definition, String position) {

  public Cursor {
    requireNonNull(definition, "definition");
    requireNonNull(position, "position");
  }
}
