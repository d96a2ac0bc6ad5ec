package dev.firn.run;

import dev.firn.fault.Fault;

/** How a run of a table ended. */
public enum RunOutcome {
  /** Main moved to what the run made. */
  PUBLISHED(0),
  /** The audit passed, and the result waits on its branch for somebody to publish it. */
  PROPOSED(0),
  /** There was nothing to merge, or nothing that changed a row. */
  UNCHANGED(0),
  /** An audit failed or the table was held already: main is untouched. */
  HELD(Fault.HELD.exitCode()),
  /** An audit failed and the contract says to go on without the batches: main is untouched. */
  SKIPPED(Fault.HELD.exitCode()),
  /** Others kept moving main. */
  CONFLICT(Fault.CONFLICT.exitCode()),
  /** What the third party sent cannot be read, and nothing else was waiting. */
  UNREADABLE(Fault.THIRD_PARTY.exitCode());

  private final int exitCode;

  RunOutcome(int exitCode) {
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }
}
