package dev.firn.cli;

import dev.firn.lake.Lake;
import dev.firn.table.History;
import dev.firn.table.LakeTable;
import dev.firn.table.TableState;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "history",
    description = {
      "Snapshots, branches, tags and runs of a table, newest first.",
      "",
      "*  main shows it, or has it behind it",
      "x  was rolled back",
      "o  was never published: its audit failed, or its run has not come to an end",
      "",
      "+ counts new rows, ~ changed ones, ! rejected records; [ ] holds branches and tags.",
      "Runs and snapshots are points for firn rollback and for VERSION AS OF in firn sql.",
      ""
    })
final class HistoryCommand extends LakeCommand {

  @Parameters(paramLabel = "TABLE", description = "The table.")
  private String table;

  @Option(
      names = "--limit",
      paramLabel = "N",
      converter = Typed.HowMany.class,
      defaultValue = "20",
      description = "Snapshots to show (default: ${DEFAULT-VALUE}).")
  private int limit;

  HistoryCommand(Shared shared) {
    super(shared);
  }

  /**
   * @param table its name
   * @param snapshots newest first
   * @param omitted how many older ones there are
   */
  private record Result(String table, List<History.Line> snapshots, int omitted) {}

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
            new Result(table, shown, all.size() - shown.size()),
            out -> {
              new HistoryGraph(shown).print(out);
              if (shown.size() < all.size()) {
                out.printf("… and %d older, --limit shows more%n", all.size() - shown.size());
              }
            });
    return 0;
  }
}
