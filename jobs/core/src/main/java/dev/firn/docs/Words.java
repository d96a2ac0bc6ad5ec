package dev.firn.docs;

import dev.firn.contract.Column;
import dev.firn.contract.ColumnType;
import dev.firn.contract.TableContract;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a contract declares, in words for who reads its tables. */
final class Words {

  private Words() {}

  static String type(ColumnType type) {
    if (type instanceof ColumnType.Primitive primitive) {
      return switch (primitive) {
        case TIMESTAMP -> "timestamp without zone";
        case TIMESTAMPTZ -> "timestamp, UTC";
        case STRING, BOOLEAN, INT, LONG, FLOAT, DOUBLE, DATE, UUID, BINARY ->
            primitive.name().toLowerCase(Locale.ROOT);
      };
    } else if (type instanceof ColumnType.Decimal decimal) {
      return "decimal(%d,%d)".formatted(decimal.precision(), decimal.scale());
    } else if (type instanceof ColumnType.ListOf list) {
      return "list of " + type(list.items());
    } else if (type instanceof ColumnType.MapOf map) {
      return "map of text to " + type(map.values());
    } else if (type instanceof ColumnType.Struct struct) {
      return struct.members().stream()
          .map(member -> member.name() + " " + type(member.type()))
          .collect(Collectors.joining(", ", "struct(", ")"));
    }
    throw new IllegalStateException("unknown type " + type);
  }

  /** What a row is. */
  static String rows(TableContract table) {
    String key = names(table.key());
    return switch (table.merge()) {
      case UPSERT -> "One row per %s: what was said of it last. Nothing is deleted.".formatted(key);
      case MIRROR ->
          "One row per %s: what was said of it last. What the last answer does not have is not here."
              .formatted(key);
      case APPEND -> "One row per record, in the order they came. Nothing is changed or deleted.";
      case SCD2 ->
          "One row per version of a %s, from firn_valid_from until firn_valid_to; the current one has no firn_valid_to."
              .formatted(key);
    };
  }

  static String names(List<Column> columns) {
    return columns.stream().map(Column::name).collect(Collectors.joining(" and "));
  }

  static String duration(Duration duration) {
    if (!duration.isZero() && duration.toSeconds() % 86_400 == 0) {
      return count(duration.toDays(), "day");
    } else if (!duration.isZero() && duration.toSeconds() % 3_600 == 0) {
      return count(duration.toHours(), "hour");
    }
    return count(duration.toMinutes(), "minute");
  }

  private static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  /** What a column is, beside its meaning. */
  static List<String> marks(TableContract table, Column column) {
    return Stream.of(
            table.key().contains(column) ? "key" : "",
            column.required() && !table.key().contains(column) ? "never null" : "",
            column.partition() == null ? "" : "filter by this: files are laid out by it",
            column.isVolatile() ? "changes of it alone are passed over" : "")
        .filter(mark -> !mark.isEmpty())
        .toList();
  }
}
