package dev.firn.drill;

/** A step found that something does not hold. */
final class RefutedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String next;
  private final boolean ending;

  /**
   * @param next the command to type; null when there is none
   * @param ending whether the steps behind it make no sense then
   */
  RefutedException(String message, String next, boolean ending) {
    super(message);
    this.next = next;
    this.ending = ending;
  }

  String next() {
    return next;
  }

  boolean isEnding() {
    return ending;
  }
}
