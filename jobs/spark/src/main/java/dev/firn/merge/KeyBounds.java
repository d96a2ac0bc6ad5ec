package dev.firn.merge;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import dev.firn.contract.ColumnType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.util.DateTimeUtil;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The keys of a batch as literals, for skipping files: Iceberg prunes by literals and never by a
 * join. A short list of keys prunes best; up to 200 of them Iceberg looks at each.
 */
final class KeyBounds {

  private static final int LONGEST_LIST = 200;

  /** No key is out of bounds. */
  static final KeyBounds NONE = new KeyBounds(List.of());

  private final List<Condition> conditions;

  private KeyBounds(List<Condition> conditions) {
    this.conditions = conditions;
  }

  /** What one column of the key must be: one of the values, or between the first and the last. */
  private record Condition(String column, List<Object> values, boolean list) {}

  /**
   * @param columns of the key
   * @param count of the rows
   */
  static KeyBounds of(Dataset<Row> rows, List<dev.firn.contract.Column> columns, long count) {
    if (columns.size() == 1 && count <= LONGEST_LIST) {
      String key = columns.get(0).name();
      Set<Object> values =
          rows.select(key).collectAsList().stream()
              .map(row -> row.get(0))
              .collect(Collectors.toCollection(TreeSet::new));
      return new KeyBounds(List.of(new Condition(key, List.copyOf(values), true)));
    }
    List<String> key = columns.stream().filter(KeyBounds::isOrdered).map(c -> c.name()).toList();
    return key.isEmpty() ? NONE : extremes(rows, key);
  }

  /** Iceberg and Spark do not agree on which of two uuids is the greater. */
  private static boolean isOrdered(dev.firn.contract.Column column) {
    return column.type() != ColumnType.Primitive.UUID;
  }

  private static KeyBounds extremes(Dataset<Row> rows, List<String> key) {
    List<Column> extremes = new ArrayList<>();
    for (String column : key) {
      extremes.add(min(col(column)));
      extremes.add(max(col(column)));
    }
    Row row =
        rows.agg(extremes.get(0), extremes.subList(1, extremes.size()).toArray(Column[]::new))
            .head();
    List<Condition> conditions = new ArrayList<>();
    for (int i = 0; i < key.size(); i++) {
      conditions.add(new Condition(key.get(i), List.of(row.get(2 * i), row.get(2 * i + 1)), false));
    }
    return new KeyBounds(conditions);
  }

  /** Whether only keys of the batch pass. */
  boolean isExact() {
    return !conditions.isEmpty() && conditions.stream().allMatch(Condition::list);
  }

  /** As a filter of the rows of {@code alias}. */
  Column asColumn(String alias) {
    return conditions.stream()
        .map(
            condition -> {
              Column column = col(alias + ".`" + condition.column() + "`");
              return condition.list()
                  ? column.isin(condition.values().toArray())
                  : column.between(lit(condition.values().get(0)), lit(condition.values().get(1)));
            })
        .reduce(lit(true), Column::and);
  }

  Expression asExpression() {
    return conditions.stream()
        .map(
            condition -> {
              List<Object> values =
                  condition.values().stream().map(KeyBounds::icebergValue).toList();
              return condition.list()
                  ? (Expression) Expressions.in(condition.column(), values)
                  : Expressions.and(
                      Expressions.greaterThanOrEqual(condition.column(), values.get(0)),
                      Expressions.lessThanOrEqual(condition.column(), values.get(1)));
            })
        .reduce(Expressions.alwaysTrue(), Expressions::and);
  }

  private static Object icebergValue(Object value) {
    if (value instanceof Instant instant) {
      return DateTimeUtil.microsFromInstant(instant);
    } else if (value instanceof LocalDateTime time) {
      return DateTimeUtil.microsFromTimestamp(time);
    } else if (value instanceof LocalDate date) {
      return DateTimeUtil.daysFromDate(date);
    }
    return value;
  }
}
