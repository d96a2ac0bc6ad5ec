package dev.firn.drill;

import dev.firn.table.RecoveryWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What of a window does not hold, and what can be done about it. */
final class WindowProblems {

  /** Files to name; one is mostly enough to know what happened. */
  private static final int NAMED = 3;

  private final String table;
  private final RecoveryWindow promise;
  private final WindowFiles.Found found;

  WindowProblems(String table, RecoveryWindow promise, WindowFiles.Found found) {
    this.table = table;
    this.promise = promise;
    this.found = found;
  }

  DrillReport.Window report() {
    List<String> problems = problems();
    return new DrillReport.Window(
        Wording.iso(promise.promised()),
        Wording.iso(promise.kept()),
        problems.isEmpty(),
        promise.points().size(),
        promise.points().stream()
            .findFirst()
            .map(RecoveryWindow.Shown::at)
            .map(Instant::toString)
            .orElse(null),
        found.files(),
        found.lookedAt(),
        problems);
  }

  /**
   * @throws RefutedException if there is a problem; an ending one where files are gone that runs
   *     would read
   */
  void requireNone() {
    List<String> problems = problems();
    if (!problems.isEmpty()) {
      throw new RefutedException(
          String.join("; ", problems),
          promise.isLongEnough() ? "firn history " + table : "firn run " + table,
          !found.missing().isEmpty());
    }
  }

  private List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (!promise.isLongEnough()) {
      problems.add(
          "the table keeps its snapshots for %s and the contract promises %s; the next run sets that right"
              .formatted(Wording.iso(promise.kept()), Wording.iso(promise.promised())));
    }
    promise
        .lost()
        .forEach(
            lost ->
                problems.add(
                    "main showed snapshot %d from %s on, and it cannot be gone back to: %s"
                        .formatted(lost.snapshot(), lost.at(), lost.why())));
    if (!found.missing().isEmpty()) {
      problems.add(
          "%s as written: %s%s"
              .formatted(
                  found.missing().size() == 1
                      ? "a file is not there"
                      : "%d files are not there".formatted(found.missing().size()),
                  found.missing().stream()
                      .limit(NAMED)
                      .map(one -> "%s of snapshot %d".formatted(one.file(), one.point()))
                      .collect(Collectors.joining(", ")),
                  found.missing().size() > NAMED ? ", …" : ""));
    }
    return problems;
  }
}
