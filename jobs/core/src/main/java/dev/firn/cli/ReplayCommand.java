package dev.firn.cli;

import dev.firn.lake.Lake;
import dev.firn.run.TableReport;
import dev.firn.run.TableRun;
import dev.firn.run.Workbench;
import java.util.ArrayList;
import java.util.List;
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
final class ReplayCommand extends LakeCommand {

  @Parameters(paramLabel = "TABLE", arity = "1..*", description = "Tables to make anew.")
  private List<String> tables = new ArrayList<>();

  ReplayCommand(Shared shared) {
    super(shared);
  }

  private record Result(List<TableReport> tables, List<Failure> errors) {}

  @Override
  public Integer call() {
    List<TableReport> reports = new ArrayList<>();
    Attempts attempts = new Attempts(shared().terminal().err(), options().verbose());
    try (Lake lake = options().openLake(shared());
        Workbench bench =
            new Workbench(lake, shared().engines(), shared().progress(), shared().clock())) {
      for (CommonOptions.Contracted one : options().tables(shared(), tables)) {
        attempts
            .at(
                List.of(one.table().name()),
                () ->
                    new TableRun(bench, one.contract(), one.table(), TableRun.Extent.ALL)
                        .execute(null))
            .ifPresent(reports::add);
      }
      options()
          .print(
              shared(),
              new Result(reports, attempts.failures()),
              out -> {
                reports.forEach(report -> new RunSummary(report, options()).print(out));
                out.flush();
                attempts.print();
              });
      Telling telling = new Telling(lake, shared().terminal().err());
      reports.forEach(telling::ran);
    }
    return attempts.exitCode(
        reports.stream().mapToInt(report -> report.outcome().exitCode()).max().orElse(0));
  }
}
