package dev.firn.cli;

import dev.firn.contract.Contract;
import dev.firn.contract.TableContract;
import dev.firn.fetch.HttpFetcher;
import dev.firn.lake.Lake;
import dev.firn.run.FeedRun;
import dev.firn.run.Program;
import dev.firn.run.TableReport;
import dev.firn.run.TableRun;
import dev.firn.run.Workbench;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "run",
    description = {
      "Fetch, land, merge, audit and publish.",
      "Everything that has landed and is not in the table is merged in one go. Unchanged input costs one request."
    })
final class RunCommand extends LakeCommand {

  @Parameters(paramLabel = "TABLE", description = "Tables to run (default: all).")
  private List<String> tables = new ArrayList<>();

  @Option(
      names = "--no-fetch",
      description = "Merge what has landed, ask the third party for nothing.")
  private boolean noFetch;

  RunCommand(Shared shared) {
    super(shared);
  }

  @Override
  public Integer call() throws IOException {
    Map<Contract, List<TableContract>> byContract = new LinkedHashMap<>();
    for (CommonOptions.Contracted one : options().tables(shared(), tables)) {
      byContract.computeIfAbsent(one.contract(), contract -> new ArrayList<>()).add(one.table());
    }
    List<TableReport> reports = new ArrayList<>();
    ConsoleProgress progress = new ConsoleProgress(shared().terminal().err(), shared().clock());
    HttpFetcher fetcher = new HttpFetcher(Program.version());
    try (Lake lake = options().openLake(shared());
        Workbench bench = new Workbench(lake, shared().engines(), progress, shared().clock())) {
      for (Map.Entry<Contract, List<TableContract>> run : byContract.entrySet()) {
        if (noFetch) {
          for (TableContract table : run.getValue()) {
            reports.add(new TableRun(bench, run.getKey(), table).execute(null));
          }
        } else {
          reports.addAll(new FeedRun(bench, fetcher, run.getKey()).execute(run.getValue()));
        }
      }
      // Before Spark is stopped, which takes a while and is nothing to wait for.
      options()
          .print(
              shared(),
              Map.of("tables", reports),
              out -> reports.forEach(r -> new RunSummary(r).print(out)));
    }
    return reports.stream().mapToInt(report -> report.outcome().exitCode()).max().orElse(0);
  }
}
