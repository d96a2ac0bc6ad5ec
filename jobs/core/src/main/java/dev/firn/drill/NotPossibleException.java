package dev.firn.drill;

/** A step that cannot be rehearsed on this table, which says nothing about what is promised. */
final class NotPossibleException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean wanted;

  private NotPossibleException(String message, boolean wanted) {
    super(message);
    this.wanted = wanted;
  }

  static NotPossibleException because(String why) {
    return new NotPossibleException(why, false);
  }

  /** Somebody has asked for it to be left out. */
  static NotPossibleException asAsked(String why) {
    return new NotPossibleException(why, true);
  }

  boolean isWanted() {
    return wanted;
  }
}
