package dev.firn.run;

/** Hears what a run does while it does it. */
public interface Progress {

  /** Says nothing. */
  Progress SILENT = new Progress() {};

  default void started(String table, Step step) {}

  /** Something worth a line while a step takes its time. */
  default void note(String table, Step step, String what) {}

  /** A step is over, whatever came of it. */
  default void stopped() {}

  default void finished(String table, Step step, String what) {}
}
