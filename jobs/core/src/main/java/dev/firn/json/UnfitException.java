package dev.firn.json;

import com.fasterxml.jackson.databind.JsonNode;

/** A value that is not what the contract says of it. */
public final class UnfitException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Of {@code expected a date (YYYY-MM-DD), found "today"}. */
  UnfitException(String expected, JsonNode value) {
    super("expected %s, found %s".formatted(expected, Excerpt.of(value)), null, false, false);
  }
}
