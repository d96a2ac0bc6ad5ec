package dev.firn.cli;

import dev.firn.lake.Lake;
import dev.firn.table.History;
import dev.firn.table.LakeTable;
import dev.firn.table.TableState;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "history",
    description = {
      "Snapshots, branches, tags and runs of a table as a graph, newest first.",
      "* is or was behind main, x was rolled back, o was never published."
    })
final class HistoryCommand extends LakeCommand {

  @Parameters(paramLabel = "TABLE", description = "The table.")
  private String table;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "Snapshots to show (default: 20).")
  private int limit;

  HistoryCommand(Shared shared) {
    super(shared);
  }

  @Override
  public Integer call() {
    TableState state;
    try (Lake lake = options().openLake(shared())) {
      state = new LakeTable(lake, table).load();
    }
    List<History.Line> all = new History(state).lines();
    List<History.Line> shown = all.subList(0, Math.min(limit, all.size()));
    options()
        .print(
            shared(),
            Map.of("table", table, "snapshots", shown, "omitted", all.size() - shown.size()),
            out -> {
              new HistoryGraph(shown).print(out);
              if (shown.size() < all.size()) {
                out.printf("… and %d older, --limit shows more%n", all.size() - shown.size());
              }
            });
    return 0;
  }
}
