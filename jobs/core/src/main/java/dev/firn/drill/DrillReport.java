package dev.firn.drill;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.firn.fault.Fault;
import java.util.List;

/**
 * What a drill of a table found.
 *
 * @param table its name
 * @param drill unique
 * @param outcome of it all
 * @param message a sentence for people
 * @param next the commands to type next; empty when there is none
 * @param window what was promised, and what is there; null when nobody could look
 * @param steps in their order
 * @param metadata the file with the version of the table that was rehearsed on; null when there is
 *     no table
 * @param millis all steps together
 * @param program Firn's version
 * @param startedAt ISO 8601 in UTC
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DrillReport(
    String table,
    String drill,
    Outcome outcome,
    String message,
    List<String> next,
    Window window,
    List<StepReport> steps,
    String metadata,
    long millis,
    String program,
    String startedAt) {

  public DrillReport {
    next = List.copyOf(next);
    steps = List.copyOf(steps);
  }

  /** How a drill ended. */
  public enum Outcome {
    /** Everything that was rehearsed went as it is promised. */
    HOLDS(0),
    /** So did what could be rehearsed; something could not. */
    HOLDS_IN_PART(0),
    /** There is no table yet, and nothing to go back to. */
    NOTHING(0),
    /** A promise does not hold. */
    BROKEN(Fault.HELD.exitCode());

    private final int exitCode;

    Outcome(int exitCode) {
      this.exitCode = exitCode;
    }

    public int exitCode() {
      return exitCode;
    }
  }

  /** What became of a step. */
  public enum Result {
    OK,
    FAILED,
    LEFT_OUT
  }

  /**
   * @param what it found, or why it failed or was left out
   * @param millis that it took
   */
  public record StepReport(DrillStep step, Result result, String what, long millis) {}

  /**
   * @param promised by the contract, ISO 8601
   * @param kept by the table, ISO 8601
   * @param holds whether all of it does
   * @param points that main has shown inside the window and that can be gone back to
   * @param oldest when main was put on the first of them, ISO 8601 in UTC
   * @param files data and delete files that the points need
   * @param filesLookedAt how many of these were looked for
   * @param problems a sentence each
   */
  public record Window(
      String promised,
      String kept,
      boolean holds,
      long points,
      String oldest,
      long files,
      long filesLookedAt,
      List<String> problems) {

    public Window {
      problems = List.copyOf(problems);
    }
  }
}
