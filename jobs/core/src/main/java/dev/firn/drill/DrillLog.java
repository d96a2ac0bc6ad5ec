package dev.firn.drill;

import dev.firn.drill.DrillReport.Outcome;
import dev.firn.drill.DrillReport.Result;
import dev.firn.drill.DrillReport.StepReport;
import dev.firn.fault.FirnException;
import dev.firn.run.Program;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Times the steps of a drill and keeps what came of each. */
final class DrillLog {

  private final String table;
  private final String drill;
  private final Clock clock;
  private final Instant started;
  private final List<StepReport> steps = new ArrayList<>();
  private final Set<String> next = new LinkedHashSet<>();
  private boolean partly;
  private DrillStep ended;

  DrillLog(String table, String drill, Clock clock) {
    this.table = table;
    this.drill = drill;
    this.clock = clock;
    this.started = clock.instant();
  }

  /**
   * @param work gives what it found, a sentence
   */
  void step(DrillStep step, Supplier<String> work) {
    if (ended != null) {
      add(step, Result.LEFT_OUT, "the %s failed".formatted(ended), 0);
      return;
    }
    long began = clock.millis();
    try {
      String what = work.get();
      add(step, Result.OK, what, clock.millis() - began);
    } catch (NotPossibleException e) {
      partly |= !e.isWanted();
      add(step, Result.LEFT_OUT, e.getMessage(), clock.millis() - began);
    } catch (RefutedException e) {
      failed(step, e.getMessage(), e.next(), clock.millis() - began);
      ended = e.isEnding() ? step : null;
    } catch (FirnException e) {
      switch (e.fault()) {
        case USAGE, HELD, INTERNAL, FINDINGS -> {
          failed(step, e.getMessage(), e.next().orElse(null), clock.millis() - began);
          ended = step;
        }
        case CONFLICT, THIRD_PARTY -> throw e;
      }
    }
  }

  /** A step that is done whatever came of the others. */
  void last(DrillStep step, Supplier<String> work) {
    ended = null;
    step(step, work);
  }

  private void failed(DrillStep step, String why, String command, long millis) {
    add(step, Result.FAILED, why, millis);
    if (command != null) {
      next.add(command);
    }
  }

  private void add(DrillStep step, Result result, String what, long millis) {
    steps.add(new StepReport(step, result, what, millis));
  }

  DrillReport nothing(String why, String command) {
    return report(Outcome.NOTHING, why, List.of(command), null, null);
  }

  /**
   * @param window null when nobody could look
   */
  DrillReport finish(DrillReport.Window window, String metadata) {
    List<String> failures =
        steps.stream()
            .filter(step -> step.result() == Result.FAILED)
            .map(step -> "%s: %s".formatted(step.step(), step.what()))
            .toList();
    if (!failures.isEmpty()) {
      return report(
          Outcome.BROKEN, String.join("; ", failures), List.copyOf(next), window, metadata);
    }
    return report(
        partly ? Outcome.HOLDS_IN_PART : Outcome.HOLDS,
        partly ? "what could be rehearsed holds" : "everything that was rehearsed holds",
        List.of(),
        window,
        metadata);
  }

  private DrillReport report(
      Outcome outcome,
      String message,
      List<String> commands,
      DrillReport.Window window,
      String metadata) {
    return new DrillReport(
        table,
        drill,
        outcome,
        message,
        commands,
        window,
        steps,
        metadata,
        steps.stream().mapToLong(StepReport::millis).sum(),
        Program.version(),
        started.toString());
  }
}
