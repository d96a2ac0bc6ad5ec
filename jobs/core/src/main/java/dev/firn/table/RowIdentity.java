package dev.firn.table;

import dev.firn.contract.Column;
import dev.firn.contract.TableContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which columns tell the rows of a table apart. */
public final class RowIdentity {

  private RowIdentity() {}

  /** Their names. Appended rows are told apart by where their records are. */
  public static List<String> of(TableContract table) {
    List<String> columns = new ArrayList<>();
    switch (table.merge()) {
      case UPSERT, MIRROR -> columns.addAll(key(table));
      case SCD2 -> {
        columns.addAll(key(table));
        columns.add(version(table).orElseThrow());
      }
      case APPEND ->
          columns.addAll(
              List.of(TechnicalColumns.SEQ, TechnicalColumns.RAW, TechnicalColumns.POINTER));
    }
    return List.copyOf(columns);
  }

  /** What tells the versions of a key apart, and orders them; empty unless there are some. */
  public static Optional<String> version(TableContract table) {
    return switch (table.merge()) {
      case SCD2 ->
          Optional.of(table.validFrom() == null ? TechnicalColumns.SEQ : TechnicalColumns.ORDER);
      case UPSERT, MIRROR, APPEND -> Optional.empty();
    };
  }

  private static List<String> key(TableContract table) {
    return table.key().stream().map(Column::name).toList();
  }
}
