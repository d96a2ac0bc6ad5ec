package dev.firn.docs;

import dev.firn.contract.Column;
import dev.firn.contract.ColumnType;
import dev.firn.contract.ColumnType.Primitive;
import dev.firn.contract.Notes;
import dev.firn.contract.TableContract;
import dev.firn.contract.TableContract.MergeStrategy;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Queries to start with, ready to be pasted: they read a little of a large table, and show what
 * there is.
 */
final class FirstQuery {

  private static final int COLUMNS = 6;
  private static final Set<ColumnType> TIMES =
      Set.of(Primitive.TIMESTAMP, Primitive.TIMESTAMPTZ, Primitive.DATE);

  private final TableContract table;
  private final Notes notes;

  /**
   * @param notes say which columns are not for everybody
   */
  FirstQuery(TableContract table, Notes notes) {
    this.table = table;
    this.notes = notes;
  }

  /** For Spark: {@code firn sql}, notebooks. */
  String inSpark() {
    return query("`");
  }

  String inAthena() {
    return query("\"");
  }

  /**
   * @param time in UTC, such as {@code 2025-09-01 10:00:00}
   */
  String pastInSpark(String time) {
    return "SELECT count(*) FROM %s TIMESTAMP AS OF '%s'".formatted(name("`", table.name()), time);
  }

  String pastInAthena(String time) {
    return "SELECT count(*) FROM %s FOR TIMESTAMP AS OF TIMESTAMP '%s UTC'"
        .formatted(name("\"", table.name()), time);
  }

  private String query(String quote) {
    List<Column> plain =
        table.columns().stream()
            .filter(FirstQuery::isPlain)
            .filter(column -> notes.column(table.name(), column.name()).isOpen())
            .limit(COLUMNS)
            .toList();
    String columns =
        plain.isEmpty()
            ? "*"
            : plain.stream()
                .map(column -> name(quote, column.name()))
                .collect(Collectors.joining(", "));
    String current = table.merge() == MergeStrategy.SCD2 ? "\nWHERE firn_valid_to IS NULL" : "";
    String newest =
        table.columns().stream()
            .filter(column -> TIMES.contains(column.type()))
            .findFirst()
            .map(column -> "\nORDER BY %s DESC".formatted(name(quote, column.name())))
            .orElse("");
    return "SELECT %s\nFROM %s%s%s\nLIMIT 10"
        .formatted(columns, name(quote, table.name()), current, newest);
  }

  private static boolean isPlain(Column column) {
    return column.type() instanceof Primitive || column.type() instanceof ColumnType.Decimal;
  }

  private static String name(String quote, String name) {
    return name.matches("[a-z][a-z0-9_]*") ? name : quote + name + quote;
  }
}
