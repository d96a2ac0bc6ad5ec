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

  static List<SourcePointer> read(Element order, List<Column> columns, MergeStrategy merge) {
    List<SourcePointer> read = new ArrayList<>();
    for (Element element : order.items()) {
      Optional<SourcePointer> pointer = Pointers.source(element, element.text());
      pointer.ifPresent(
          found -> {
            read.add(found);
            if (!found.inDocument() && merge == MergeStrategy.MIRROR) {
              element.problem(
                  "%s is in the record, and a mirror orders whole responses".formatted(found),
                  "point into the document, such as '#/generated', or let landing order them");
            } else if (!found.inDocument()) {
              checkColumn(element, found, columns);
            }
          });
    }
    return read;
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
