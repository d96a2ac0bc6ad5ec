package dev.firn.cli;

import dev.firn.lake.Lake;
import dev.firn.run.Status;
import dev.firn.run.TableReport;
import dev.firn.table.GoingBack;
import dev.firn.table.LakeTable;
import dev.firn.telemetry.Telemetry;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;

/** Tells those who listen to a lake what a command did and found. */
final class Telling {

  private final Lake lake;
  private final Telemetry telemetry;
  private final PrintWriter err;
  private int told;

  Telling(Lake lake, PrintWriter err) {
    this.lake = lake;
    this.telemetry = lake.telemetry();
    this.err = err;
  }

  /** The event is named after the outcome; of what changed nothing nobody hears. */
  void ran(TableReport report) {
    boolean failedAudit =
        report.checks().stream().anyMatch(rule -> rule.blocking() && !rule.passed());
    telemetry.measure(
        Map.of("FailedAudits", failedAudit ? 1.0 : 0.0, "Merges", (double) report.merges()));
    switch (report.outcome()) {
      case PUBLISHED, PROPOSED, HELD, SKIPPED, CONFLICT, UNREADABLE ->
          telemetry.tell(
              report.outcome().name().toLowerCase(Locale.ROOT), JsonText.lossless(report));
      case UNCHANGED -> {}
    }
    admit();
  }

  void found(Status.Line line) {
    if (!telemetry.measures()) {
      return;
    }
    telemetry.measure(
        Map.of(
            "Held",
            line.condition() == Status.Condition.HELD ? 1.0 : 0.0,
            "Late",
            line.condition() == Status.Condition.LATE ? 1.0 : 0.0,
            "Pending",
            (double) line.pending().size(),
            "MetadataBytes",
            (double) new LakeTable(lake, line.table()).metadataBytes()));
    admit();
  }

  /**
   * @param event {@code rolled_back} or {@code undone}
   */
  void wentBack(String event, GoingBack result) {
    telemetry.tell(event, JsonText.lossless(result));
    admit();
  }

  /** The command has done its work; that nobody heard of it is for its caller to know. */
  private void admit() {
    telemetry.problems().stream().skip(told).forEach(problem -> err.println("note: " + problem));
    told = telemetry.problems().size();
    err.flush();
  }
}
