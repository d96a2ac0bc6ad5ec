package dev.firn.cli;

import dev.firn.engine.Engine;
import dev.firn.engine.QueryResult;
import dev.firn.lake.Lake;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "sql",
    description = {
      "Query the lake in Spark SQL. It only reads.",
      "",
      "Tables go by their names in the contracts; their rejected records are in TABLE_rejected,",
      "their metadata in lake.TABLE.snapshots, .refs, .files and .history.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  firn sql \"SELECT count(*) FROM earthquakes\"",
      "  firn sql \"SELECT * FROM earthquakes VERSION AS OF 'audit_20250901t100000_k3v9q'\"",
      "  firn sql \"SELECT * FROM earthquakes TIMESTAMP AS OF '2025-09-01 10:00:00'\"",
      "  firn sql --csv \"SELECT * FROM earthquakes_rejected\" > rejected.csv"
    })
final class SqlCommand extends LakeCommand {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "QUERY",
      description = "One statement, quoted: SELECT, SHOW TABLES, DESCRIBE.")
  private String query;

  @Option(names = "--csv", description = "Write CSV (RFC 4180) instead of a table.")
  private boolean csv;

  @Option(
      names = "--max-rows",
      paramLabel = "N",
      converter = Typed.HowMany.class,
      defaultValue = "1000",
      description = "Rows at most (default: ${DEFAULT-VALUE}).")
  private int maxRows;

  SqlCommand(Shared shared) {
    super(shared);
  }

  @Override
  public Integer call() {
    if (csv && options().json()) {
      throw new ParameterException(
          spec.commandLine(), "--csv and --output json exclude each other");
    }
    PrintWriter err = shared().terminal().err();
    try (Lake lake = options().openLake(shared());
        Patience patience = new Patience(err, "firn sql: ");
        Engine engine = shared().engines().open(lake)) {
      QueryResult result = engine.query(query, maxRows);
      patience.stop();
      options().print(shared(), result, out -> print(out, result));
      if (result.truncated()) {
        err.printf("only the first %d rows; --max-rows shows more%n", maxRows);
      }
    }
    return 0;
  }

  private void print(PrintWriter out, QueryResult result) {
    if (csv) {
      out.print(line(result.columns()));
      result.rows().forEach(row -> out.print(line(row)));
      return;
    }
    TextTable table = new TextTable(result.columns());
    result.rows().forEach(table::add);
    table.print(out);
    out.printf("(%d %s)%n", result.rows().size(), result.rows().size() == 1 ? "row" : "rows");
  }

  private static String line(List<String> values) {
    return values.stream().map(SqlCommand::field).collect(Collectors.joining(",")) + "\r\n";
  }

  private static String field(String value) {
    if (value == null) {
      return "";
    }
    boolean quote =
        value.isEmpty()
            || value.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quote ? '"' + value.replace("\"", "\"\"") + '"' : value;
  }
}
