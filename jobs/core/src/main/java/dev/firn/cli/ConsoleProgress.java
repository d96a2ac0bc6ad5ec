package dev.firn.cli;

import dev.firn.run.Progress;
import dev.firn.run.Step;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Locale;

/** A line a step, on stderr, and a sign of life from steps that take their time. */
final class ConsoleProgress implements Progress, AutoCloseable {

  private final PrintWriter err;
  private final Clock clock;
  private long started;
  private Patience patience;

  ConsoleProgress(PrintWriter err, Clock clock) {
    this.err = err;
    this.clock = clock;
  }

  @Override
  public void started(String table, Step step) {
    close();
    started = clock.millis();
    patience = new Patience(err, label(table, step));
  }

  @Override
  public void note(String table, Step step, String what) {
    say(table, step, what);
  }

  @Override
  public void stopped() {
    close();
  }

  @Override
  public void finished(String table, Step step, String what) {
    close();
    say(
        table,
        step,
        String.format(Locale.ROOT, "%s (%.1f s)", what, (clock.millis() - started) / 1000.0));
  }

  private void say(String table, Step step, String what) {
    err.println(label(table, step) + what);
    err.flush();
  }

  private static String label(String table, Step step) {
    return "%-12s %-8s ".formatted(table, step.name().toLowerCase(Locale.ROOT));
  }

  @Override
  public void close() {
    if (patience != null) {
      patience.close();
      patience = null;
    }
  }
}
