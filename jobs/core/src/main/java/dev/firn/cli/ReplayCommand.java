package dev.firn.cli;

import dev.firn.run.Purpose;
import dev.firn.run.TableReport;
import dev.firn.run.TableRun;
import dev.firn.run.Workbench;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "replay",
    description = {
      "Make a table anew from all that has landed, less what is excluded.",
      "",
      "A table is what its contract makes of its raw log; this makes it so, whatever it is now.",
      "Rows that differ are written to a branch, audited and published like those of any run; where",
      "nothing differs, nothing is committed. Costs reading all of raw.",
      ""
    },
    footer = {"", "Example:", "  firn replay earthquakes"})
final class ReplayCommand extends TablesCommand<TableReport> {

  @Parameters(paramLabel = "TABLE", arity = "1..*", description = "Tables to make anew.")
  private List<String> tables = new ArrayList<>();

  ReplayCommand(Shared shared) {
    super(shared);
  }

  @Override
  List<String> tables() {
    return tables;
  }

  @Override
  TableReport execute(Workbench bench, CommonOptions.Contracted one) {
    return new TableRun(bench, one.contract(), one.table(), Purpose.REPLAY).execute(null);
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
