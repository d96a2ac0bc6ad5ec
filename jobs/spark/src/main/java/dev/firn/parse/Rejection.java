package dev.firn.parse;

import com.fasterxml.jackson.core.JsonPointer;
import dev.firn.json.Records;

/** Why no row can be made of a record. */
final class Rejection extends Exception {

  private static final long serialVersionUID = 1L;

  private final JsonPointer at;
  private final boolean inDocument;

  /**
   * @param at place in the record
   */
  Rejection(String reason, JsonPointer at) {
    this(reason, at, false);
  }

  /**
   * @param inDocument whether the place is one in the whole document
   */
  Rejection(String reason, JsonPointer at, boolean inDocument) {
    super(reason, null, false, false);
    this.at = at;
    this.inDocument = inDocument;
  }

  JsonPointer at() {
    return at;
  }

  /** The place in the document that the record is of. */
  JsonPointer in(Records.Located record) {
    return inDocument ? at : record.place(at);
  }
}
