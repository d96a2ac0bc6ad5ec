package dev.firn.cli;

import dev.firn.table.GoingBack;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A plan or a result of going back, for people. */
final class GoingBackText {

  private final GoingBack result;
  private final boolean plan;
  private final CommonOptions options;

  /**
   * @param plan whether it has not happened
   */
  GoingBackText(GoingBack result, boolean plan, CommonOptions options) {
    this.result = result;
    this.plan = plan;
    this.options = options;
  }

  void print(PrintWriter out) {
    printPlan(out);
    if (result.from() == result.to()) {
      return;
    }
    if (plan) {
      line(out, "do it", "the same command without --dry-run");
      return;
    }
    line(out, "verified", "main, columns and position, by looking again");
    if (result.held()) {
      new Next(options, decisions()).print(out, "decide");
    }
    line(out, "undo", options.again("firn undo " + result.table()));
  }

  /** What changes, without what to do next. */
  void printPlan(PrintWriter out) {
    if (result.from() == result.to()) {
      out.printf("%s: main is at snapshot %d already%n", result.table(), result.to());
      return;
    }
    out.printf(
        "%s: main %s from snapshot %d to %d%n",
        result.table(), plan ? "would go" : "went", result.from(), result.to());
    line(out, "rows", "%s -> %s".formatted(rows(result.rowsBefore()), rows(result.rowsAfter())));
    line(out, "schema", schema());
    line(out, "applied", "batches up to " + result.through());
    list(out, "out", "run ", result.abandoned());
    list(out, "back in", "run ", result.regained());
    list(out, "excluded", "batch ", result.excluded());
    list(out, result.held() ? "waiting" : "again", "batch ", result.batches());
    list(out, "dropped", "branch ", result.unpublishable());
    result.staying().forEach(what -> line(out, "stays", what));
  }

  private List<String> decisions() {
    String batches =
        result.batches().isEmpty()
            ? "BATCH"
            : result.batches().stream().map(String::valueOf).collect(Collectors.joining(" "));
    return List.of(
        "firn exclude %s %s --reason \"…\"".formatted(result.table(), batches),
        "firn release " + result.table());
  }

  private String schema() {
    Set<String> before = Set.copyOf(result.schemaBefore());
    Set<String> after = Set.copyOf(result.schemaAfter());
    if (before.equals(after)) {
      return "the same";
    }
    List<String> changes = new ArrayList<>();
    result.schemaBefore().stream()
        .filter(column -> !after.contains(column))
        .forEach(c -> changes.add("- " + c));
    result.schemaAfter().stream()
        .filter(column -> !before.contains(column))
        .forEach(c -> changes.add("+ " + c));
    return String.join(", ", changes);
  }

  private static String rows(long rows) {
    return rows < 0 ? "?" : Long.toString(rows);
  }

  private static void list(PrintWriter out, String label, String what, Collection<?> items) {
    if (!items.isEmpty()) {
      line(
          out, label, what + items.stream().map(String::valueOf).collect(Collectors.joining(", ")));
    }
  }

  private static void line(PrintWriter out, String label, String value) {
    out.printf("  %-10s %s%n", label, value);
  }
}
