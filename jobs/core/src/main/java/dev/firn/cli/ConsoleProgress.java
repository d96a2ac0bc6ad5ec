package dev.firn.cli;

import dev.firn.run.Progress;
import dev.firn.run.Step;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Locale;

/** A line a step, on stderr. */
final class ConsoleProgress implements Progress {

  private final PrintWriter err;
  private final Clock clock;
  private long started;

  ConsoleProgress(PrintWriter err, Clock clock) {
    this.err = err;
    this.clock = clock;
  }

  @Override
  public void started(String table, Step step) {
    started = clock.millis();
    if (step == Step.MERGE) {
      say(table, step, "starting");
    }
  }

  @Override
  public void note(String table, Step step, String what) {
    say(table, step, what);
  }

  @Override
  public void finished(String table, Step step, String what) {
    say(table, step, "%s (%.1f s)".formatted(what, (clock.millis() - started) / 1000.0));
  }

  private void say(String table, Step step, String what) {
    err.printf("%-12s %-8s %s%n", table, step.name().toLowerCase(Locale.ROOT), what);
    err.flush();
  }
}
