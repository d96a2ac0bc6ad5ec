package dev.firn.fault;

/** Whose fault a failure is; decides the exit code. */
public enum Fault {
  /** Firn's own. */
  INTERNAL(1),
  /** A wrong command line, configuration or contract. */
  USAGE(2),
  /** An audit failed, or the table is held until somebody decides. */
  HELD(3),
  /** Somebody else moved the table; the same command may be tried again. */
  CONFLICT(4),
  /** The third party did not give a usable answer. */
  THIRD_PARTY(5),
  /** Nobody's; doctor found something that somebody should mend. */
  FINDINGS(6);

  private final int exitCode;

  Fault(int exitCode) {
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }
}
