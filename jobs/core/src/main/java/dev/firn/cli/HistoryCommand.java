package dev.firn.cli;

import dev.firn.lake.Lake;
import dev.firn.table.History;
import dev.firn.table.LakeTable;
import dev.firn.table.Point;
import dev.firn.table.TableState;
import java.io.PrintWriter;
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
      "!  is held: its audit failed, and somebody has to decide",
      "o  was never published",
      "",
      "+ counts rows that are new, ~ changed, - deleted, ! rejected records; [ ] holds branches and",
      "tags. A contract and a version of Firn are named where they are not those of the run before.",
      "Runs and snapshots are points for firn rollback, firn diff and VERSION AS OF in firn sql.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  firn history earthquakes",
      "  firn history earthquakes --from 2025-09-01T10:00:00Z --limit 100",
      "  firn history earthquakes --output json"
    })
final class HistoryCommand extends LakeCommand {

  private static final int LIMIT = 20;

  @Parameters(paramLabel = "TABLE", description = "The table.")
  private String table;

  @Option(
      names = "--from",
      paramLabel = "POINT",
      description = "Begin with that run, snapshot, tag, branch or time, and go back from there.")
  private String from;

  @Option(
      names = "--limit",
      paramLabel = "N",
      converter = Typed.HowMany.class,
      description = "Snapshots to show (default: 20; as JSON, all).")
  private Integer limit;

  HistoryCommand(Shared shared) {
    super(shared);
  }

  /**
   * @param table its name
   * @param newer how many come before these
   * @param snapshots newest first
   * @param omitted how many older ones there are
   */
  private record Result(String table, int newer, List<History.Line> snapshots, int omitted) {}

  @Override
  public Integer call() {
    TableState state;
    try (Lake lake = options().openLake(shared())) {
      state = new LakeTable(lake, table).load();
    }
    List<History.Line> all = new History(state).lines();
    int first = from == null ? 0 : index(all, new Point(from).in(state).snapshotId());
    int last = Math.min(first + limit(all.size()), all.size());
    options()
        .print(
            shared(),
            new Result(table, first, all.subList(first, last), all.size() - last),
            out -> print(out, all, first, last));
    return 0;
  }

  private int limit(int all) {
    return limit != null ? limit : options().json() ? all : LIMIT;
  }

  private static int index(List<History.Line> lines, long snapshot) {
    int index = 0;
    while (lines.get(index).snapshot() != snapshot) {
      index++;
    }
    return index;
  }

  private void print(PrintWriter out, List<History.Line> all, int first, int last) {
    if (first > 0) {
      out.printf("… %d newer%n", first);
    }
    new HistoryGraph(all).print(out, first, last);
    if (last < all.size()) {
      out.printf(
          "… %d older: %s%n",
          all.size() - last,
          options()
              .again(
                  "firn history %s --from %d%s"
                      .formatted(
                          table,
                          all.get(last).snapshot(),
                          limit == null ? "" : " --limit " + limit)));
    }
  }
}
