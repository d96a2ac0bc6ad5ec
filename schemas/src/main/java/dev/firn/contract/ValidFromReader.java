package dev.firn.contract;

import dev.firn.contract.TableContract.MergeStrategy;
import java.util.List;
import java.util.Optional;

/** {@code firn.validFrom}: the column that says since when a version of scd2 holds. */
final class ValidFromReader {

  private ValidFromReader() {}

  /** Empty when there is none, or none that will do. */
  static Optional<Column> read(Element table, List<Column> columns, MergeStrategy merge) {
    Element word = table.word("validFrom");
    if (merge != MergeStrategy.SCD2) {
      if (word.present()) {
        word.problem(
            "only scd2 has validity", "leave firn.validFrom out, or write firn.merge: scd2");
      }
      return Optional.empty();
    }
    if (table.word("order").present()) {
      table
          .word("order")
          .problem(
              "scd2 orders versions by when they began",
              "name the column of that time in firn.validFrom, instead of firn.order");
    }
    if (word.text() == null) {
      return Optional.empty();
    }
    Optional<Column> column =
        columns.stream().filter(one -> one.name().equals(word.text())).findFirst();
    if (column.isEmpty()) {
      word.problem(
          "there is no column `%s`".formatted(word.text()),
          Suggestion.remedy(word.text(), columns.stream().map(Column::name).toList()));
    } else if (!OrderBy.TIMES.contains(column.get().type())) {
      word.problem(
          "`%s` is no time".formatted(word.text()), "name a column that is a timestamp or a date");
    } else if (!column.get().required()) {
      word.problem(
          "`%s` may be null, and a version begins some time".formatted(word.text()),
          "write required: true there; records without it are rejected then");
    }
    return column.filter(one -> OrderBy.TIMES.contains(one.type()) && one.required());
  }
}
