package dev.firn.fetch;

import java.time.Duration;

/** Told about a fetch while it runs, for progress lines. */
@FunctionalInterface
public interface FetchListener {

  /** Tells nobody. */
  FetchListener NONE = (why, howLong) -> {};

  /**
   * Called before the fetcher waits for its next attempt.
   *
   * @param why what the last attempt failed with, without a final period
   * @param howLong the wait that follows
   */
  void waiting(String why, Duration howLong);

  /**
   * Called when something deserves a person's attention that keeps no answer from being used.
   *
   * @param what without a final period
   */
  default void warning(String what) {}
}
