package dev.firn.json;

import dev.firn.contract.OrderBy;
import dev.firn.contract.SourcePointer;

/** A record that has no place in the contract's order. */
public final class UnorderedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final SourcePointer place;

  UnorderedException(OrderBy by, String why) {
    super("the contract orders records by %s%s".formatted(by.place(), why), null, false, false);
    this.place = by.place();
  }

  /** Where the value is that has no order. */
  public SourcePointer place() {
    return place;
  }
}
