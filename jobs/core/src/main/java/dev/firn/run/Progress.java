package dev.firn.run;

/** Hears what a run does while it does it. */
public interface Progress {

  /** Says nothing. */
  Progress SILENT = new Progress() {};

  default void started(Subject subject, Step step) {}

  /** Something worth a line while a step takes its time. */
  default void note(Subject subject, Step step, String what) {}

  /** A step is over, whatever came of it. */
  default void stopped() {}

  default void finished(Subject subject, Step step, String what) {}

  /** A run is over. */
  default void ended(TableReport report) {}
}
