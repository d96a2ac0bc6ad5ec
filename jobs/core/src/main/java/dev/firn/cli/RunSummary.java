package dev.firn.cli;

import dev.firn.engine.RuleOutcome;
import dev.firn.run.TableReport;
import dev.firn.table.Counts;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A run's report for reading in five seconds: what happened, what it did, how to take it back. */
final class RunSummary {

  private final TableReport report;

  RunSummary(TableReport report) {
    this.report = report;
  }

  void print(PrintWriter out) {
    out.printf("%s: %s%n", report.table(), headline());
    if (report.landed() != null) {
      line(out, "landed", landed());
    }
    if (report.counts() != null) {
      line(out, "batches", report.batches());
      line(out, "records", records(report.counts()));
      line(out, "checks", checks());
      line(
          out,
          "files",
          "%d written, %d read, %d skipped"
              .formatted(report.filesTouched(), report.filesRead(), report.filesSkipped()));
    }
    if (report.snapshotBefore() != null) {
      line(
          out,
          "snapshot",
          report.snapshotBefore().equals(report.snapshotAfter())
              ? report.snapshotAfter() + " (as before)"
              : report.snapshotBefore() + " -> " + report.snapshotAfter());
    }
    line(out, "seconds", seconds());
    if (report.next() != null) {
      line(
          out,
          report.counts() != null && report.message() == null ? "take back" : "next",
          report.next());
    }
    out.println();
  }

  private String headline() {
    String what =
        switch (report.outcome()) {
          case PUBLISHED -> "published by run " + report.runId();
          case UNCHANGED -> "nothing to change";
          case HELD -> "HELD, main is untouched";
          case SKIPPED -> "not published, main is untouched";
          case CONFLICT -> "CONFLICT, main is untouched";
          case UNREADABLE -> "UNREADABLE answer, main is untouched";
        };
    return report.message() == null ? what : what + ": " + report.message();
  }

  private String landed() {
    TableReport.Landed landed = report.landed();
    String what =
        "batch %d, HTTP %d, %d bytes, %s"
            .formatted(landed.seq(), landed.status(), landed.bytes(), words(landed.kind()));
    if (landed.unreadable() != null) {
      what += ": " + landed.unreadable();
    }
    return landed.failedAttempts().isEmpty()
        ? what
        : what + "; before that: " + String.join("; ", landed.failedAttempts());
  }

  private static String words(String kind) {
    return kind.equals("repeat") ? "the same as before" : kind;
  }

  private String records(Counts counts) {
    String unknown =
        report.withUnknownFields() == 0
            ? ""
            : "; %d with members no column takes, kept in firn_extra"
                .formatted(report.withUnknownFields());
    return "%d in = %d new + %d changed + %d unchanged + %d superseded + %d rejected%s"
        .formatted(
            counts.records(),
            counts.added(),
            counts.changed(),
            counts.unchanged(),
            counts.superseded(),
            counts.rejected(),
            unknown);
  }

  private String checks() {
    List<RuleOutcome> failed = report.checks().stream().filter(rule -> !rule.passed()).toList();
    if (report.checks().isEmpty()) {
      return "none";
    }
    String passed =
        "%d of %d rules hold"
            .formatted(report.checks().size() - failed.size(), report.checks().size());
    return failed.isEmpty()
        ? passed
        : passed
            + failed.stream()
                .map(
                    rule ->
                        "%n             %s %s: %s"
                            .formatted(
                                rule.blocking() ? "FAILED " : "warning",
                                rule.rule(),
                                rule.failureReason()))
                .collect(Collectors.joining());
  }

  private String seconds() {
    double all = report.millis().values().stream().mapToLong(Long::longValue).sum() / 1000.0;
    return report.millis().entrySet().stream()
        .map(step -> "%s %.1f".formatted(step.getKey(), step.getValue() / 1000.0))
        .collect(Collectors.joining(", ", "%.1f (".formatted(all), ")"));
  }

  private static void line(PrintWriter out, String label, String value) {
    out.printf(Locale.ROOT, "  %-10s %s%n", label, value);
  }
}
