package dev.firn.sql;

import static org.apache.spark.sql.functions.hex;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.transform_values;
import static org.apache.spark.sql.functions.when;

import dev.firn.engine.QueryResult;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.DescribeColumn;
import org.apache.spark.sql.catalyst.plans.logical.DescribeRelation;
import org.apache.spark.sql.catalyst.plans.logical.InsertIntoDir;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import org.apache.spark.sql.catalyst.plans.logical.ScriptTransformation;
import org.apache.spark.sql.catalyst.plans.logical.ShowCreateTable;
import org.apache.spark.sql.catalyst.plans.logical.ShowNamespaces;
import org.apache.spark.sql.catalyst.plans.logical.ShowTableProperties;
import org.apache.spark.sql.catalyst.plans.logical.ShowTables;
import org.apache.spark.sql.execution.command.ExplainCommand;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/** SQL that reads. What writes is refused by what it parses to, before anything runs. */
public final class ReadOnlyQuery {

  /** Commands that only tell. */
  private static final Set<Class<? extends LogicalPlan>> TELLING =
      Set.of(
          ShowTables.class,
          ShowNamespaces.class,
          ShowTableProperties.class,
          ShowCreateTable.class,
          DescribeRelation.class,
          DescribeColumn.class);

  private final SparkSession spark;

  public ReadOnlyQuery(SparkSession spark) {
    this.spark = spark;
  }

  public QueryResult execute(String sql, int maxRows) {
    if (maxRows < 0) {
      throw new FirnException(Fault.USAGE, "cannot show %d rows".formatted(maxRows));
    }
    // Iceberg's parser asks for the active session.
    SparkSession.setActiveSession(spark);
    try {
      refuseWrites(spark.sessionState().sqlParser().parsePlan(sql), "firn sql");
      return collect(spark.sql(sql), maxRows);
    } catch (FirnException e) {
      throw e;
    } catch (Exception e) {
      throw failed(e);
    }
  }

  /**
   * @param command for the message
   * @throws FirnException if the plan does more than read
   */
  static void refuseWrites(LogicalPlan plan, String command) {
    LogicalPlan runs = plan instanceof ExplainCommand explain ? explain.logicalPlan() : plan;
    Option<LogicalPlan> refused = runs.find(ReadOnlyQuery::isRefused);
    if (refused.isDefined()) {
      throw new FirnException(
          Fault.USAGE,
          "%s only reads, and this is %s".formatted(command, refused.get().nodeName()),
          "change tables through firn run, rollback, exclude, or in a Spark session of your own");
    }
  }

  /** A write may stand below the root: behind WITH, in one of several inserts. */
  private static boolean isRefused(LogicalPlan node) {
    return !TELLING.contains(node.getClass())
        && (node instanceof Command
            || node instanceof ParsedStatement
            || node instanceof InsertIntoDir
            || node instanceof ScriptTransformation);
  }

  /**
   * Spark writes the values as text, so that structs and times look as they do in its own shell.
   */
  private static QueryResult collect(Dataset<Row> rows, int maxRows) {
    StructField[] fields = rows.schema().fields();
    List<String> positions = IntStream.range(0, fields.length).mapToObj(i -> "c" + i).toList();
    Column[] texts =
        IntStream.range(0, fields.length)
            .mapToObj(i -> text(new Column(positions.get(i)), fields[i]))
            .toArray(Column[]::new);
    Dataset<Row> all = rows.toDF(positions.toArray(String[]::new)).select(texts);
    Dataset<Row> some = maxRows == Integer.MAX_VALUE ? all : all.limit(maxRows + 1);
    List<Row> found = some.collectAsList();
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

  private static Column text(Column value, StructField field) {
    return readable(value, field.dataType()).cast("string");
  }

  /** Bytes in hexadecimal, wherever they are. */
  private static Column readable(Column value, DataType type) {
    if (!hasBytes(type)) {
      return value;
    } else if (type instanceof ArrayType array) {
      return transform(value, item -> readable(item, array.elementType()));
    } else if (type instanceof MapType map) {
      return transform_values(value, (name, one) -> readable(one, map.valueType()));
    } else if (type instanceof StructType struct) {
      Column[] members =
          Arrays.stream(struct.fields())
              .map(
                  field ->
                      readable(value.getField(field.name()), field.dataType()).as(field.name()))
              .toArray(Column[]::new);
      return when(value.isNotNull(), struct(members));
    }
    return hex(value);
  }

  private static boolean hasBytes(DataType type) {
    return type.existsRecursively(inner -> inner.equals(DataTypes.BinaryType));
  }

  /** Most failures are the query's; what has no error class is a file or a machine that failed. */
  private static FirnException failed(Exception e) {
    Throwable cause = e;
    while (cause.getCause() != null && !isTheQuerys(cause)) {
      cause = cause.getCause();
    }
    boolean syntax = cause instanceof ParseException;
    String what = syntax ? "Spark does not understand this SQL: " : "";
    return isTheQuerys(cause)
        ? new FirnException(
            Fault.USAGE,
            what + firstLine(cause),
            "firn sql \"SHOW TABLES\" lists the tables, DESCRIBE their columns; metadata is in lake.TABLE.snapshots, .files, .refs",
            e)
        : new FirnException(Fault.INTERNAL, "the query failed: " + firstLine(cause), null, e);
  }

  private static boolean isTheQuerys(Throwable e) {
    return (e instanceof SparkThrowable spark && spark.getErrorClass() != null)
        || e instanceof ValidationException
        || e instanceof IllegalArgumentException
        || isRaised(e);
  }

  /** By raise_error or assert_true: Spark throws just this class for them. */
  private static boolean isRaised(Throwable e) {
    return e.getClass() == RuntimeException.class;
  }

  private static String firstLine(Throwable e) {
    String message = e.getMessage() == null ? "" : e.getMessage();
    return message
        .lines()
        .filter(line -> !line.isBlank())
        .findFirst()
        .orElse(e.getClass().getSimpleName());
  }
}
