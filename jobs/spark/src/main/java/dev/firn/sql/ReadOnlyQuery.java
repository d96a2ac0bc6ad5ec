package dev.firn.sql;

import dev.firn.engine.QueryResult;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.DescribeRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import org.apache.spark.sql.catalyst.plans.logical.ShowColumns;
import org.apache.spark.sql.catalyst.plans.logical.ShowTables;
import org.apache.spark.sql.types.StructField;

/** SQL that reads. What writes is refused by what it parses to, before anything runs. */
public final class ReadOnlyQuery {

  private final SparkSession spark;

  public ReadOnlyQuery(SparkSession spark) {
    this.spark = spark;
  }

  public QueryResult execute(String sql, int maxRows) {
    try {
      refuseWrites(spark.sessionState().sqlParser().parsePlan(sql));
      return collect(spark.sql(sql), maxRows);
    } catch (AnalysisException e) {
      String what = e instanceof ParseException ? "Spark does not understand this SQL: " : "";
      throw new FirnException(
          Fault.USAGE,
          what + firstLine(e),
          "firn sql \"SHOW TABLES\" lists the tables, DESCRIBE their columns",
          e);
    }
  }

  private static void refuseWrites(LogicalPlan plan) {
    boolean reads =
        !(plan instanceof Command || plan instanceof ParsedStatement)
            || plan instanceof ShowTables
            || plan instanceof ShowColumns
            || plan instanceof DescribeRelation;
    if (!reads) {
      throw new FirnException(
          Fault.USAGE,
          "firn sql only reads, and this is %s".formatted(plan.nodeName()),
          "change tables through firn run, rollback, exclude, or in a Spark session of your own");
    }
  }

  /**
   * Spark writes the values as text, so that structs and times look as they do in its own shell.
   */
  private static QueryResult collect(Dataset<Row> rows, int maxRows) {
    StructField[] fields = rows.schema().fields();
    List<String> positions = IntStream.range(0, fields.length).mapToObj(i -> "c" + i).toList();
    Column[] texts =
        positions.stream().map(name -> new Column(name).cast("string")).toArray(Column[]::new);
    List<Row> found =
        rows.toDF(positions.toArray(String[]::new))
            .select(texts)
            .limit(maxRows + 1)
            .collectAsList();
    List<List<String>> values = new ArrayList<>();
    for (Row row : found.subList(0, Math.min(found.size(), maxRows))) {
      List<String> line = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        line.add(row.getString(i));
      }
      values.add(line);
    }
    return new QueryResult(
        Arrays.stream(fields).map(StructField::name).toList(),
        Arrays.stream(fields).map(field -> field.dataType().simpleString()).toList(),
        values,
        found.size() > maxRows);
  }

  private static String firstLine(Exception e) {
    return e.getMessage()
        .lines()
        .filter(line -> !line.isBlank())
        .findFirst()
        .orElse(e.getClass().getSimpleName());
  }
}
