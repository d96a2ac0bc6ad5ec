package dev.firn.cli;

import dev.firn.run.Progress;
import dev.firn.run.Step;
import dev.firn.run.Subject;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Locale;

/** A line a step, on stderr, and a sign of life from steps that take their time. */
final class ConsoleProgress implements Progress {

  private final PrintWriter err;
  private final Clock clock;
  private long started;
  private Patience patience;

  ConsoleProgress(PrintWriter err, Clock clock) {
    this.err = err;
    this.clock = clock;
  }

  @Override
  public void started(Subject subject, Step step) {
    stopped();
    started = clock.millis();
    patience = new Patience(err, label(subject, step));
  }

  @Override
  public void note(Subject subject, Step step, String what) {
    say(subject, step, what);
  }

  @Override
  public void finished(Subject subject, Step step, String what) {
    stopped();
    say(
        subject,
        step,
        String.format(Locale.ROOT, "%s (%.1f s)", what, (clock.millis() - started) / 1000.0));
  }

  private void say(Subject subject, Step step, String what) {
    err.println(label(subject, step) + what);
    err.flush();
  }

  private static String label(Subject subject, Step step) {
    return "%-12s %-8s ".formatted(subject.name(), step.name().toLowerCase(Locale.ROOT));
  }

  @Override
  public void stopped() {
    if (patience != null) {
      patience.close();
      patience = null;
    }
  }
}
