package dev.firn.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.firn.contract.Column;
import dev.firn.engine.Engine;
import dev.firn.engine.RowDiff;
import dev.firn.engine.RowDiffRequest;
import dev.firn.lake.Lake;
import dev.firn.table.ComparedColumns;
import dev.firn.table.Diff;
import dev.firn.table.Ends;
import dev.firn.table.History;
import dev.firn.table.LakeTable;
import dev.firn.table.Point;
import dev.firn.table.TableDiff;
import dev.firn.table.TableState;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "diff",
    description = {
      "What is different in a table between two points.",
      "",
      "Which runs and batches, how many rows and files, which columns: at once, without Spark.",
      "With --rows also which rows, by key, with old and new values; that starts Spark, and reads",
      "the files that differ and no others. The points need not follow each other: one may be the",
      "branch of a run that is held or that was rolled back. Only content is compared; columns of",
      "Firn's and those that the contract calls volatile are left aside, unless --all-columns.",
      ""
    },
    footer = {
      "",
      "A POINT is one of",
      "  before:RUN              what main showed before that run",
      "  RUN                     what that run wrote, published or not",
      "  a snapshot id, a tag, a branch",
      "  2025-09-01T10:00:00Z    what main showed at that time",
      "",
      "Examples:",
      "  firn diff earthquakes",
      "                           what main's last snapshot changed",
      "  firn diff earthquakes before:20250901t100000_k3v9q 20250901t100000_k3v9q --rows",
      "                           what that run changed, or would, if it is held",
      "  firn diff earthquakes 2025-09-01T00:00:00Z",
      "                           what has changed since then",
      "  firn diff earthquakes abandoned_20250901t100000_k3v9q main",
      "                           what a rollback took out, and what came instead"
    })
final class DiffCommand extends LakeCommand {

  private static final int LIMIT = 20;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "TABLE", description = "The table.")
  private String table;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FROM",
      description = "The first point (default: what was before main's last snapshot).")
  private String from;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "TO",
      description = "The second point (default: main).")
  private String to;

  @Option(names = "--rows", description = "Compare rows, too.")
  private boolean rows;

  @Option(
      names = "--limit",
      paramLabel = "N",
      converter = Typed.HowMany.class,
      description = "Rows to show (default: 20).")
  private Integer limit;

  @Option(
      names = "--all-columns",
      description = "Compare Firn's own and volatile columns of rows as well.")
  private boolean allColumns;

  DiffCommand(Shared shared) {
    super(shared);
  }

  /**
   * @param diff by metadata
   * @param rows by their values; null unless somebody asked
   */
  private record Result(@JsonUnwrapped TableDiff diff, RowDiff rows) {}

  @Override
  public Integer call() {
    if (!rows && (limit != null || allColumns)) {
      throw new ParameterException(
          spec.commandLine(), "--limit and --all-columns say how to compare --rows");
    }
    List<String> aside = rows && !allColumns ? volatileColumns() : List.of();
    try (Lake lake = options().openLake(shared())) {
      LakeTable lakeTable = new LakeTable(lake, table);
      TableState state = lakeTable.load();
      Ends ends =
          from == null
              ? Ends.ofMainsLast(state)
              : Ends.between(state, new Point(from), new Point(to == null ? "main" : to));
      TableDiff diff = new Diff(lakeTable, ends).execute();
      RowDiff compared = rows ? compare(lake, ends, diff, aside) : null;
      options()
          .print(
              shared(),
              new Result(diff, compared),
              out -> {
                SnapshotText snapshots = new SnapshotText(new History(state).lines());
                DiffText text = new DiffText(diff, snapshots, options());
                text.print(out);
                if (compared == null) {
                  text.printNext(out);
                } else {
                  new RowDiffText(compared, shared().width()).print(out);
                }
              });
    }
    return 0;
  }

  private List<String> volatileColumns() {
    return options().table(shared(), table).table().columns().stream()
        .filter(Column::isVolatile)
        .map(Column::name)
        .toList();
  }

  private RowDiff compare(Lake lake, Ends ends, TableDiff diff, List<String> aside) {
    ComparedColumns columns =
        allColumns
            ? ComparedColumns.ofAll(table, ends)
            : ComparedColumns.ofContent(table, ends, aside);
    if (diff.haveTheSameFiles()) {
      return RowDiff.none(columns.key(), Math.max(diff.to().files(), 0));
    }
    RowDiffRequest request =
        new RowDiffRequest(
            table,
            ends.from().snapshotId(),
            ends.to().snapshotId(),
            columns,
            limit == null ? LIMIT : limit);
    try (Patience patience = new Patience(shared().terminal().err(), "firn diff: ");
        Engine engine = shared().engines().open(lake)) {
      RowDiff compared = engine.diff(request);
      patience.stop();
      return compared;
    }
  }
}
