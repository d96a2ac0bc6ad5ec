package dev.firn.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Work on several tables: one that fails is reported, and the others are done all the same. */
final class Attempts {

  private final PrintWriter err;
  private final boolean verbose;
  private final List<Failure> failures = new ArrayList<>();

  Attempts(PrintWriter err, boolean verbose) {
    this.err = err;
    this.verbose = verbose;
  }

  /** What is done for some tables. */
  @FunctionalInterface
  interface Work<T> {
    T execute() throws IOException;
  }

  /** The result; empty when it failed, which is remembered. */
  <T> Optional<T> at(List<String> tables, Work<T> work) {
    try {
      return Optional.of(work.execute());
    } catch (Exception e) { // Scala throws checked exceptions without saying so.
      failures.add(Failure.of(e, verbose).about(tables));
      if (verbose) {
        e.printStackTrace(err);
      }
      return Optional.empty();
    }
  }

  List<Failure> failures() {
    return List.copyOf(failures);
  }

  void print() {
    failures.forEach(failure -> failure.print(err));
  }

  /** The greatest of all exit codes. */
  int exitCode(int ofTheOthers) {
    return failures.stream().mapToInt(Failure::exitCode).reduce(ofTheOthers, Math::max);
  }
}
