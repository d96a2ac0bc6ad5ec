package dev.firn.cli;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.raw.RawLog;
import dev.firn.run.Deciding;
import dev.firn.run.Purpose;
import dev.firn.run.TableReport;
import dev.firn.run.TableRun;
import dev.firn.run.Workbench;
import dev.firn.table.Exclusion;
import dev.firn.table.Point;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "replay",
    description = {
      "Make a table anew from all that has landed, less what is excluded.",
      "",
      "A table is what its contract makes of its raw log; this makes it so, whatever it is now.",
      "Rows that differ are written to a branch, audited and published like those of any run; where",
      "nothing differs, nothing is committed. Costs reading all of raw; with --from it costs what",
      "landed since: readers see the table as it is until the new one has passed its audit.",
      ""
    },
    footer = {
      "",
      "A POINT is what firn rollback takes: before:RUN, RUN, a snapshot, tag, branch or time.",
      "",
      "Examples:",
      "  firn replay earthquakes",
      "  firn replay earthquakes --without 7 --reason \"depth in miles\" --review",
      "                             leave batch 7 out, and look before anybody else does",
      "  firn replay earthquakes --from before:20250901t100000_k3v9q --without 7 --reason \"…\"",
      "                             the same, of what has landed since that run"
    })
final class ReplayCommand extends TablesCommand<TableReport> {

  @Parameters(paramLabel = "TABLE", arity = "1..*", description = "Tables to make anew.")
  private List<String> tables = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "POINT",
      description = "Merge again what has landed since this point, on what the table was there.")
  private String from;

  @Option(
      names = "--without",
      paramLabel = "BATCH",
      split = ",",
      converter = Typed.Batch.class,
      description = "Exclude these batches, with the same commit that publishes the result.")
  private List<Long> without = new ArrayList<>();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      converter = Typed.Reason.class,
      description = "Why they are left out; it is stored.")
  private String reason;

  @Option(
      names = "--review",
      description = "Leave the result on its branch, audited; firn publish shows it.")
  private boolean review;

  ReplayCommand(Shared shared) {
    super(shared);
  }

  @Override
  List<String> tables() {
    return tables;
  }

  @Override
  TableReport execute(Workbench bench, CommonOptions.Contracted one) {
    return new TableRun(bench, one.contract(), one.table(), purpose(bench, one)).execute(null);
  }

  private Purpose purpose(Workbench bench, CommonOptions.Contracted one) {
    if (without.isEmpty() != (reason == null)) {
      throw new FirnException(
          Fault.USAGE,
          without.isEmpty()
              ? "--reason is why batches are left out, and none is"
              : "batches are left out for a reason, and --reason is missing",
          "write --without BATCH --reason \"…\"");
    }
    Purpose purpose = from == null ? Purpose.REPLAY : Purpose.REPLAY.from(new Point(from));
    if (!without.isEmpty()) {
      new Deciding(new RawLog(bench.lake().store(), one.contract().id())).require(without);
      purpose = purpose.without(new Exclusion(new TreeSet<>(without), reason));
    }
    return review ? purpose.forReview() : purpose;
  }

  @Override
  Optional<TableReport> run(TableReport report) {
    return Optional.of(report);
  }

  @Override
  void print(PrintWriter out, TableReport report) {
    new RunSummary(report, options()).print(out);
  }
}
