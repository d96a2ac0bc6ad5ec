package dev.firn.drill;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.firn.contract.Column;
import dev.firn.contract.ColumnType;
import dev.firn.contract.Conversion.Step;
import dev.firn.contract.OrderBy;
import dev.firn.contract.SourcePointer;
import dev.firn.contract.TableContract;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes nonsense of a record that its contract takes all the same: numbers change their sign,
 * booleans turn round, texts say something else. Keys stay, and so does what orders, partitions or
 * begins a version.
 */
final class Spoiling {

  private static final JsonNode TEXT = TextNode.valueOf("spoilt by a drill");

  private final List<Column> columns;
  private final Set<JsonPointer> kept;

  Spoiling(TableContract table) {
    this.columns = table.columns();
    this.kept =
        Stream.concat(
                table.columns().stream()
                    .filter(column -> isKept(table, column))
                    .map(Column::source),
                table.order().stream().map(OrderBy::place))
            .filter(Spoiling::inRecord)
            .map(SourcePointer::pointer)
            .collect(Collectors.toSet());
  }

  private static boolean isKept(TableContract table, Column column) {
    return column.keyPosition() > 0
        || column.partition() != null
        || column.name().equals(table.validFrom());
  }

  private static boolean inRecord(SourcePointer source) {
    return source.scope() == SourcePointer.Scope.RECORD;
  }

  /**
   * @param record is changed
   * @return whether a value is another one now that makes the row a changed one
   */
  boolean spoil(JsonNode record) {
    return spoil(record, JsonPointer.empty(), columns);
  }

  private boolean spoil(JsonNode record, JsonPointer parent, List<Column> those) {
    boolean spoilt = false;
    for (Column column : those) {
      if (!inRecord(column.source()) || column.isVolatile()) {
        continue;
      }
      JsonPointer place = parent.append(column.source().pointer());
      if (column.type() instanceof ColumnType.Struct struct) {
        spoilt |= spoil(record, place, struct.members());
      } else if (!place.matches() && kept.stream().noneMatch(one -> overlap(one, place))) {
        spoilt |= spoil(record, place, column);
      }
    }
    return spoilt;
  }

  private static boolean overlap(JsonPointer one, JsonPointer other) {
    String first = one + "/";
    String second = other + "/";
    return first.startsWith(second) || second.startsWith(first);
  }

  private static boolean spoil(JsonNode record, JsonPointer place, Column column) {
    Optional<JsonNode> other = other(column, record.at(place));
    if (other.isEmpty()) {
      return false;
    }
    JsonNode holder = record.at(place.head());
    if (holder instanceof ObjectNode object) {
      object.set(place.last().getMatchingProperty(), other.get());
    } else {
      ((ArrayNode) holder).set(place.last().getMatchingIndex(), other.get());
    }
    return true;
  }

  /** A value that fits the column as this one does; empty where that is hard to say. */
  private static Optional<JsonNode> other(Column column, JsonNode value) {
    if (column.type() instanceof ColumnType.Decimal) {
      return number(value);
    }
    if (!(column.type() instanceof ColumnType.Primitive primitive)) {
      return Optional.empty();
    }
    return switch (primitive) {
      case STRING -> value.isTextual() ? Optional.of(TEXT) : number(value).or(() -> truth(value));
      case BOOLEAN ->
          column.conversion().has(Step.ZERO_ONE) && value.isNumber()
              ? Optional.of(IntNode.valueOf(value.decimalValue().signum() == 0 ? 1 : 0))
              : truth(value);
      case INT, LONG, FLOAT, DOUBLE -> number(value);
      case DATE, TIMESTAMP, TIMESTAMPTZ, UUID, BINARY -> Optional.empty();
    };
  }

  private static Optional<JsonNode> truth(JsonNode value) {
    return value.isBoolean()
        ? Optional.of(BooleanNode.valueOf(!value.booleanValue()))
        : Optional.empty();
  }

  private static Optional<JsonNode> number(JsonNode value) {
    if (!value.isNumber()) {
      return Optional.empty();
    }
    if (value.decimalValue().signum() == 0) {
      return Optional.of(IntNode.valueOf(1));
    }
    return Optional.of(
        value.isIntegralNumber()
            ? BigIntegerNode.valueOf(value.bigIntegerValue().negate())
            : DecimalNode.valueOf(value.decimalValue().negate()));
  }
}
