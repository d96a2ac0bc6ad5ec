package dev.firn.diff;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import dev.firn.engine.RowDiff.Cell;
import dev.firn.engine.RowDiff.ChangedRow;
import dev.firn.engine.RowDiff.ColumnCount;
import dev.firn.engine.RowDiff.Kind;
import dev.firn.table.ComparedColumns;
import dev.firn.table.TechnicalColumns;
import dev.firn.value.ComparableValues;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Rows of two points side by side. Columns go by their places, for people may have called them
 * anything: {@code f3} and {@code t3} are the fourth one's values at the two points, {@code d3}
 * whether they differ.
 *
 * <p>Nothing in a pair is an alias of something that the filter looks at: for each of those Spark
 * doubles what it knows of a checkpointed row, and tables have many columns.
 */
final class Pairs {

  private static final String KIND = "kind";

  /** Of rows that people have added. */
  private static final String OF_NO_BATCH = "0";

  private final ComparedColumns columns;
  private final List<String> names;
  private final StructField[] fields;

  /**
   * @param schema that both points are read by
   */
  Pairs(ComparedColumns columns, StructType schema) {
    this.columns = columns;
    this.names = List.of(schema.fieldNames());
    this.fields = schema.fields();
  }

  /** The rows of the first point, to be paired; null in columns that only the second has. */
  Dataset<Row> from(Dataset<Row> rows) {
    return side(rows, "f", columns.onlyTo());
  }

  /** The rows of the second point, to be paired; null in columns that only the first has. */
  Dataset<Row> to(Dataset<Row> rows) {
    return side(rows, "t", columns.onlyFrom());
  }

  /**
   * @param unknown columns that this point does not have, whatever its files hold
   */
  private Dataset<Row> side(Dataset<Row> rows, String side, Set<String> unknown) {
    Dataset<Row> placed = rows.toDF(names("p"));
    List<Column> values = new ArrayList<>();
    for (int i = 0; i < fields.length; i++) {
      Column value = unknown.contains(names.get(i)) ? none(i) : col("p" + i);
      values.add(value.as(side + i));
      if (ComparableValues.needConversion(fields[i].dataType())) {
        values.add(ComparableValues.of(value, fields[i].dataType()).as(side + i + "_compared"));
      }
    }
    return placed.select(values.toArray(Column[]::new));
  }

  private Column none(int i) {
    return lit(null).cast(fields[i].dataType());
  }

  private String[] names(String prefix) {
    return IntStream.range(0, fields.length).mapToObj(i -> prefix + i).toArray(String[]::new);
  }

  /** Of views of the two sides. */
  String sql(String from, String to) {
    String selected =
        IntStream.range(0, fields.length)
            .mapToObj("f%1$d, t%1$d"::formatted)
            .collect(Collectors.joining(", "));
    String differs =
        places(columns.compared()).stream()
            .map(
                i ->
                    ComparableValues.needConversion(fields[i].dataType())
                        ? "NOT (f%1$d_compared <=> t%1$d_compared)".formatted(i)
                        : "NOT (f%1$d <=> t%1$d)".formatted(i))
            .collect(Collectors.joining(" OR "));
    List<String> order =
        names.contains(TechnicalColumns.HASH) ? List.of(TechnicalColumns.HASH) : columns.key();
    return read("pairs.sql")
        .replace("{columns}", selected)
        .replace("{from_key}", joined("f%d", ", ", columns.key()))
        .replace("{from_order}", joined("f%d", ", ", order))
        .replace("{from}", from)
        .replace("{to_key}", joined("t%d", ", ", columns.key()))
        .replace("{to_order}", joined("t%d", ", ", order))
        .replace("{to}", to)
        .replace("{same}", joined("f%1$d <=> t%1$d", " AND ", columns.key()))
        .replace("{differs}", differs.isEmpty() ? "false" : differs);
  }

  /** With columns that say of each one that is compared whether it differs. */
  Dataset<Row> told(Dataset<Row> pairs) {
    List<Column> told = new ArrayList<>(List.of(col("*")));
    for (int i : places(columns.compared())) {
      Column before = ComparableValues.of(col("f" + i), fields[i].dataType());
      Column after = ComparableValues.of(col("t" + i), fields[i].dataType());
      told.add(not(before.eqNullSafe(after)).as("d" + i));
    }
    return pairs.select(told.toArray(Column[]::new));
  }

  private String joined(String format, String by, List<String> of) {
    return places(of).stream().map(format::formatted).collect(Collectors.joining(by));
  }

  private List<Integer> places(List<String> of) {
    return of.stream().map(names::indexOf).toList();
  }

  /** How many rows are of each kind, and of the changed ones in how many each column differs. */
  Counted counted(Dataset<Row> pairs) {
    List<Column> counts = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      counts.add(count(when(is(kind), 1)).as(kind.name()));
    }
    for (int i : places(columns.compared())) {
      counts.add(count(when(is(Kind.CHANGED).and(col("d" + i)), 1)).as("d" + i));
    }
    Row found = pairs.select(counts.toArray(Column[]::new)).head();
    Map<Kind, Long> rows = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      rows.put(kind, found.getAs(kind.name()));
    }
    List<ColumnCount> differing = new ArrayList<>();
    for (int i : places(columns.compared())) {
      long differs = found.getAs("d" + i);
      if (differs > 0) {
        differing.add(new ColumnCount(names.get(i), differs));
      }
    }
    differing.sort(Comparator.comparingLong(ColumnCount::rows).reversed());
    return new Counted(rows, differing);
  }

  /**
   * @param rows of each kind
   * @param columns in how many changed rows they differ, those that do
   */
  record Counted(Map<Kind, Long> rows, List<ColumnCount> columns) {}

  private static Column is(Kind kind) {
    return col(KIND).equalTo(kind.name());
  }

  /** The first ones by their key. */
  List<ChangedRow> first(Dataset<Row> pairs, int limit) {
    Column[] order =
        places(columns.key()).stream()
            .map(i -> coalesce(col("t" + i), col("f" + i)))
            .toArray(Column[]::new);
    List<Column> shown = new ArrayList<>(List.of(col(KIND)));
    for (int i = 0; i < fields.length; i++) {
      for (String side : List.of("f", "t")) {
        shown.add(Values.text(col(side + i), fields[i].dataType()).as(side + i));
      }
    }
    places(columns.compared()).forEach(i -> shown.add(col("d" + i)));
    return pairs
        .orderBy(order)
        .limit(limit)
        .select(shown.toArray(Column[]::new))
        .collectAsList()
        .stream()
        .map(this::changed)
        .toList();
  }

  /**
   * The key of each pair by its names, and of which kind it is.
   *
   * @param kind what to call that column
   */
  Dataset<Row> keys(Dataset<Row> pairs, String kind) {
    List<Column> key = new ArrayList<>(List.of(col(KIND).as(kind)));
    for (String name : columns.key()) {
      int i = names.indexOf(name);
      key.add(coalesce(col("t" + i), col("f" + i)).as(name));
    }
    return pairs.select(key.toArray(Column[]::new));
  }

  private ChangedRow changed(Row row) {
    Kind kind = Kind.valueOf(row.getAs(KIND));
    String batch = now(row, TechnicalColumns.SEQ);
    return new ChangedRow(
        kind,
        columns.shownKey().stream().map(name -> cell(row, names.indexOf(name))).toList(),
        batch == null || batch.equals(OF_NO_BATCH) ? null : Long.valueOf(batch),
        now(row, TechnicalColumns.RUN),
        kind == Kind.CHANGED ? differing(row) : values(row));
  }

  private String now(Row row, String column) {
    return names.contains(column) ? row.getAs("t" + names.indexOf(column)) : null;
  }

  private List<Cell> differing(Row row) {
    return places(columns.compared()).stream()
        .filter(i -> row.<Boolean>getAs("d" + i))
        .map(i -> cell(row, i))
        .toList();
  }

  private List<Cell> values(Row row) {
    return IntStream.range(0, fields.length)
        .filter(i -> !columns.key().contains(names.get(i)))
        .filter(i -> !columns.shownKey().contains(names.get(i)))
        .filter(i -> !columns.aside().contains(names.get(i)))
        .mapToObj(i -> cell(row, i))
        .filter(cell -> cell.before() != null || cell.after() != null)
        .toList();
  }

  private Cell cell(Row row, int i) {
    return new Cell(
        names.get(i), fields[i].dataType().simpleString(), row.getAs("f" + i), row.getAs("t" + i));
  }

  private static String read(String name) {
    try (InputStream in = Pairs.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
