package dev.firn.testing;

import dev.firn.run.Progress;
import dev.firn.run.Step;
import dev.firn.run.Subject;

/** Lets somebody else act, once, when a run comes to a step. */
public final class Meanwhile implements Progress {

  private final Step before;
  private final Runnable act;
  private boolean done;

  public Meanwhile(Step before, Runnable act) {
    this.before = before;
    this.act = act;
  }

  @Override
  public void started(Subject subject, Step step) {
    if (step == before && !done) {
      done = true;
      act.run();
    }
  }

  /** Whether it has acted. */
  public boolean isDone() {
    return done;
  }
}
