package dev.firn.cli;

import dev.firn.contract.ContractException;
import dev.firn.contract.Problem;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import java.io.PrintWriter;
import java.util.List;
import org.apache.iceberg.exceptions.CommitFailedException;

/**
 * A failure as users are told about it, in text or JSON: what happened, whose fault it is, what to
 * type next.
 *
 * @param tables which it is about; null when it is about the whole command
 * @param fault whose
 * @param exitCode of the process, were this all that happened
 * @param message a sentence
 * @param next what to do about it, mostly a command; null when there is nothing
 * @param problems of the contracts; null when they are fine
 */
record Failure(
    List<String> tables,
    Fault fault,
    int exitCode,
    String message,
    String next,
    List<Place> problems) {

  private static final int LONGEST = 300;

  /**
   * @param file where, relative to the project
   * @param line from 1; null when the whole file is meant
   * @param pointer JSON Pointer in the file; null when the whole file is meant
   * @param message what is wrong
   * @param remedy what to write instead; null when there is nothing sure to say
   */
  record Place(String file, Integer line, String pointer, String message, String remedy) {

    static Place of(Problem problem) {
      return new Place(
          problem.file().toString(),
          problem.line() == 0 ? null : problem.line(),
          problem.pointer().isEmpty() ? null : problem.pointer(),
          problem.message(),
          problem.remedy());
    }

    @Override
    public String toString() {
      return file
          + (line == null ? "" : ":" + line)
          + ": "
          + message
          + (remedy == null ? "" : " (" + remedy + ")");
    }
  }

  static Failure of(Fault fault, String message, String next) {
    return new Failure(null, fault, fault.exitCode(), message, next, null);
  }

  static Failure of(Throwable thrown, boolean verbose) {
    if (thrown instanceof FirnException firn) {
      return of(firn.fault(), firn.getMessage(), firn.next().orElse(null));
    }
    if (thrown instanceof ContractException contracts) {
      return new Failure(
          null,
          Fault.USAGE,
          Fault.USAGE.exitCode(),
          contracts.getMessage(),
          "correct them; firn check reads them again",
          contracts.problems().stream().map(Place::of).toList());
    }
    if (thrown instanceof CommitFailedException || isBusy(thrown)) {
      return of(
          Fault.CONFLICT,
          "somebody else changed the lake at the same time",
          "try the same command again");
    }
    return AwsFailure.of(thrown)
        .orElseGet(
            () ->
                of(
                    Fault.INTERNAL,
                    "something went wrong inside Firn: " + shortened(thrown),
                    verbose ? null : "the same command with --verbose shows where"));
  }

  /** For what is no exception: a broken installation, or no memory left. */
  static Failure broken(Error error) {
    return of(
        Fault.INTERNAL,
        "Firn cannot go on: " + error,
        error instanceof OutOfMemoryError
            ? "give it more memory: FIRN_JAVA_OPTS=-Xmx4g before the command"
            : "build it anew: ./mvnw -DskipTests clean package");
  }

  Failure about(List<String> names) {
    return new Failure(List.copyOf(names), fault, exitCode, message, next, problems);
  }

  void print(PrintWriter err) {
    if (problems != null) {
      problems.forEach(err::println);
    }
    err.println("firn: " + (tables == null ? "" : String.join(", ", tables) + ": ") + message);
    if (next != null) {
      err.println("next: " + next);
    }
    err.flush();
  }

  /** Another process has kept the catalog's file to itself for longer than Firn waits. */
  private static boolean isBusy(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t.getMessage() != null && t.getMessage().contains("[SQLITE_BUSY")) {
        return true;
      }
    }
    return false;
  }

  private static String shortened(Throwable thrown) {
    String text = thrown.getMessage();
    if (text == null || text.isBlank()) {
      return thrown.getClass().getSimpleName();
    }
    String line = text.strip().lines().findFirst().orElse("");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
