package dev.firn.cli;

import dev.firn.engine.Engine;
import dev.firn.engine.QueryResult;
import dev.firn.lake.Lake;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "sql",
    description = {
      "Run a query on the lake. It only reads.",
      "Time travel: SELECT … FROM t VERSION AS OF 'tag, branch or snapshot id', or TIMESTAMP AS OF '…'.",
      "Metadata: SELECT … FROM t.snapshots, t.files, t.refs, t.history."
    })
final class SqlCommand extends LakeCommand {

  @Parameters(paramLabel = "QUERY", description = "Spark SQL.")
  private String query;

  @Option(names = "--csv", description = "Write CSV (RFC 4180) instead of a table.")
  private boolean csv;

  @Option(
      names = "--max-rows",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Rows at most (default: 1000).")
  private int maxRows;

  SqlCommand(Shared shared) {
    super(shared);
  }

  @Override
  public Integer call() {
    try (Lake lake = options().openLake(shared());
        Engine engine = shared().engines().open(lake)) {
      QueryResult result = engine.query(query, maxRows);
      options().print(shared(), asJson(result), out -> print(out, result));
      if (result.truncated()) {
        shared()
            .terminal()
            .err()
            .printf("only the first %d rows; --max-rows shows more%n", maxRows);
      }
    }
    return 0;
  }

  private static Map<String, Object> asJson(QueryResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("columns", result.columns());
    json.put("types", result.types());
    json.put("rows", result.rows());
    json.put("truncated", result.truncated());
    return json;
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
