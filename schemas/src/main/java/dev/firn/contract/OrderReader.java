package dev.firn.contract;

import dev.firn.contract.ColumnType.ListOf;
import dev.firn.contract.ColumnType.MapOf;
import dev.firn.contract.ColumnType.Primitive;
import dev.firn.contract.ColumnType.Struct;
import dev.firn.contract.TableContract.MergeStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code firn.order}: what decides between records of one key. */
final class OrderReader {

  private OrderReader() {}

  static List<OrderBy> read(Element order, List<Column> columns, MergeStrategy merge) {
    List<OrderBy> read = new ArrayList<>();
    for (Element element : order.items()) {
      Element at = element.node().isObject() ? element.get("at") : element;
      Pointers.source(at, at.text())
          .ifPresent(
              place -> {
                check(at, place, columns, merge);
                by(element, place, columns).ifPresent(read::add);
              });
    }
    return read;
  }

  private static void check(
      Element at, SourcePointer place, List<Column> columns, MergeStrategy merge) {
    if (!place.inDocument() && merge == MergeStrategy.MIRROR) {
      at.problem(
          "%s is in the record, and a mirror orders whole responses".formatted(place),
          "point into the document, such as '#/generated', or let landing order them");
    } else if (!place.inDocument()) {
      checkColumn(at, place, columns);
    }
  }

  /** Empty if it has problems. */
  private static Optional<OrderBy> by(Element element, SourcePointer place, List<Column> columns) {
    if (!element.node().isObject()) {
      return Optional.of(
          columns.stream()
              .filter(c -> c.source().equals(place) && OrderBy.TIMES.contains(c.type()))
              .findFirst()
              .map(OrderBy::time)
              .orElseGet(() -> OrderBy.as(place)));
    }
    if (element.text("logicalType") == null) {
      return Optional.empty();
    }
    Optional<ColumnType> type = TypeReader.type(element).filter(OrderBy.TIMES::contains);
    Optional<Conversion> conversion = ConversionReader.read(element, type.orElse(null));
    return type.isEmpty() || conversion.isEmpty()
        ? Optional.empty()
        : Optional.of(new OrderBy(place, (Primitive) type.get(), conversion.get()));
  }

  /** The row must still show what its record was ordered by when a late record comes. */
  private static void checkColumn(Element element, SourcePointer pointer, List<Column> columns) {
    List<Column> sources = columns.stream().filter(c -> c.source().equals(pointer)).toList();
    if (sources.isEmpty()) {
      element.problem(
          "no column has the source " + pointer + ", so late records could not be told from new",
          "declare a column for it");
    } else if (sources.stream().allMatch(Column::isVolatile)) {
      element.problem(
          "the column of " + pointer + " is volatile, so it may not show the latest order",
          "take firn.volatile from `" + sources.get(0).name() + "`");
    } else if (sources.stream()
        .allMatch(
            c ->
                c.type() instanceof Struct
                    || c.type() instanceof ListOf
                    || c.type() instanceof MapOf
                    || c.type() == Primitive.BINARY)) {
      element.problem(
          "`" + sources.get(0).name() + "` has no order", "point to a single value in it");
    }
  }
}
