package dev.firn.cli;

import dev.firn.table.PointerRepair;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** A plan or a result of repairing a pointer, for people. */
final class RepairText {

  private final PointerRepair repair;
  private final List<String> lostRuns;
  private final boolean plan;
  private final CommonOptions options;

  /**
   * @param plan whether it has not happened
   */
  RepairText(DoctorCommand.Repaired repaired, boolean plan, CommonOptions options) {
    this.repair = repaired.repair();
    this.lostRuns = repaired.lostRuns();
    this.plan = plan;
    this.options = options;
  }

  void print(PrintWriter out) {
    printPlan(out);
    if (repair.isNeeded() && plan) {
      line(out, "do it", "the same command without --dry-run");
    } else if (repair.isNeeded()) {
      line(out, "verified", "the table loads, by looking again");
      line(out, "next", options.again("firn run " + repair.table()));
    }
  }

  /** What changes, without what to do next. */
  void printPlan(PrintWriter out) {
    if (!repair.isNeeded()) {
      out.printf("%s: its metadata loads, nothing to repair%n", repair.table());
      return;
    }
    out.printf("%s: %s put on the metadata before%n", repair.table(), plan ? "would be" : "was");
    line(out, "from", repair.from());
    line(out, "", "which " + repair.broken());
    line(out, "to", repair.to());
    line(out, "", repair.because());
    line(
        out,
        "main",
        "snapshot %d, %s rows, batches up to %d"
            .formatted(
                repair.snapshot(),
                repair.rows() < 0 ? "?" : Long.toString(repair.rows()),
                repair.through()));
    if (!lostRuns.isEmpty()) {
      line(out, "forgets", "run " + String.join(", ", lostRuns));
    }
    if (!repair.lostSnapshots().isEmpty()) {
      line(
          out,
          "forgets",
          "snapshot "
              + repair.lostSnapshots().stream()
                  .map(String::valueOf)
                  .collect(Collectors.joining(", ")));
    }
    line(out, "again", "the next run merges what landed after batch " + repair.through());
    line(out, "deletes", "nothing");
  }

  private static void line(PrintWriter out, String label, String value) {
    out.printf("  %-10s %s%n", label, value);
  }
}
