package dev.firn.cli;

import dev.firn.cost.Usage;
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
  private final CommonOptions options;

  RunSummary(TableReport report, CommonOptions options) {
    this.report = report;
    this.options = options;
  }

  void print(PrintWriter out) {
    out.printf("%s: %s%n", report.table(), headline());
    if (report.message() != null) {
      line(out, "because", report.message());
    }
    if (report.landed() != null) {
      landed(out, report.landed());
    }
    if (report.counts() != null) {
      line(out, "batches", report.batches());
      line(out, "records", records(report.counts()));
      if (report.counts().rejected() > 0) {
        line(out, "rejected", options.again("firn rejected " + report.table()));
      }
      if (report.counts().rowsDiffer()) {
        line(out, "rows", rows(report.counts()));
      }
      if (report.withUnknownFields() > 0) {
        line(
            out,
            "extra",
            report.withUnknownFields() + " with members that no column takes, kept in firn_extra");
      }
      checks(out, report.checks());
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
    if (report.usage().dpuSeconds() != null) {
      line(out, "cost", cost(report.usage()));
    }
    new Next(options, report.next()).print(out, label());
    out.println();
  }

  private static String rows(Counts counts) {
    return "%d inserted, %d updated, %d deleted"
        .formatted(counts.inserted(), counts.updated(), counts.deleted());
  }

  private String headline() {
    return switch (report.outcome()) {
      case PUBLISHED -> "published by run " + report.runId();
      case PROPOSED -> "run %s waits for review, main is untouched".formatted(report.runId());
      case UNCHANGED -> "nothing to change";
      case HELD -> "HELD, main is untouched";
      case SKIPPED -> "not published, main is untouched";
      case CONFLICT -> "CONFLICT, main is untouched";
      case UNREADABLE -> "UNREADABLE answer, main is untouched";
    };
  }

  private String label() {
    return switch (report.outcome()) {
      case PUBLISHED, SKIPPED -> "take back";
      case PROPOSED, UNCHANGED, HELD, CONFLICT, UNREADABLE -> "next";
    };
  }

  private void landed(PrintWriter out, TableReport.Landed landed) {
    String unreadable =
        landed.unreadable() == null || report.message() != null ? "" : ": " + landed.unreadable();
    line(
        out,
        "landed",
        String.format(
            Locale.ROOT,
            "batch %d, HTTP %d, %,d bytes, %s%s",
            landed.seq(),
            landed.status(),
            landed.bytes(),
            landed.kind().equals("repeat") ? "the same as before" : landed.kind(),
            unreadable));
    list(out, "after", landed.failedAttempts());
  }

  private static String records(Counts counts) {
    return "%d in = %d new + %d changed + %d unchanged + %d superseded + %d rejected"
        .formatted(
            counts.records(),
            counts.added(),
            counts.changed(),
            counts.unchanged(),
            counts.superseded(),
            counts.rejected());
  }

  static void checks(PrintWriter out, List<RuleOutcome> checks) {
    if (checks.isEmpty()) {
      line(out, "checks", "none");
      return;
    }
    List<RuleOutcome> failed = checks.stream().filter(rule -> !rule.passed()).toList();
    int all = checks.size();
    line(out, "checks", "%d of %d rules hold".formatted(all - failed.size(), all));
    for (RuleOutcome rule : failed) {
      line(out, "", (rule.blocking() ? "FAILED  " : "warning ") + rule.rule());
      line(out, "", "        " + FailureReason.of(rule));
    }
  }

  private String seconds() {
    double all = report.millis().values().stream().mapToLong(Long::longValue).sum() / 1000.0;
    return report.millis().entrySet().stream()
        .map(step -> String.format(Locale.ROOT, "%s %.1f", step.getKey(), step.getValue() / 1000.0))
        .collect(Collectors.joining(", ", String.format(Locale.ROOT, "%.1f (", all), ")"));
  }

  private static String cost(Usage usage) {
    return String.format(
        Locale.ROOT,
        "%.4f dollars (%.0f DPU seconds, %d requests of Glue, %d of S3)",
        usage.estimatedUsd(),
        usage.dpuSeconds(),
        usage.glueRequests(),
        usage.s3Reads() + usage.s3Writes());
  }

  private static void list(PrintWriter out, String label, List<String> values) {
    for (int i = 0; i < values.size(); i++) {
      line(out, i == 0 ? label : "", values.get(i));
    }
  }

  static void line(PrintWriter out, String label, String value) {
    out.printf("  %-10s %s%n", label, value);
  }
}
