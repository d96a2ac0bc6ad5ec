package dev.firn.parse;

import com.fasterxml.jackson.core.JsonPointer;

/** Why no row can be made of a record. */
final class Rejection extends Exception {

  private static final long serialVersionUID = 1L;

  private final JsonPointer at;

  /**
   * @param at place in the record
   */
  Rejection(String reason, JsonPointer at) {
    super(reason, null, false, false);
    this.at = at;
  }

  JsonPointer at() {
    return at;
  }
}
