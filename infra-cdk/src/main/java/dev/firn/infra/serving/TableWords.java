package dev.firn.infra.serving;

import dev.firn.contract.Column;
import dev.firn.contract.ColumnType;
import dev.firn.contract.TableContract;
import dev.firn.contract.TableContract.MergeStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What stands in ready queries in the place of words like {@code ${key}}, for one table.
 *
 * @param table its name
 * @param words what is known of it; a table without a contract has its name alone
 * @param hasVersions whether it keeps all versions of its keys
 */
record TableWords(String table, Map<String, String> words, boolean hasVersions) {

  /** Of versions: since when, and until when, they hold. */
  private static final List<String> VALID = List.of("firn_valid_from", "firn_valid_to");

  TableWords {
    words = Map.copyOf(words);
  }

  /** Of one of Firn's own tables. */
  static TableWords named(String table) {
    return new TableWords(table, Map.of("table", table), false);
  }

  static TableWords of(TableContract contract) {
    boolean hasVersions = contract.merge() == MergeStrategy.SCD2;
    Map<String, String> words = new TreeMap<>();
    words.put("table", contract.name());
    List<String> columns = quoted(contract.columns());
    List<String> key = quoted(contract.key());
    if (hasVersions) {
      columns.addAll(VALID);
    }
    words.put("columns", String.join(", ", columns));
    if (contract.merge() != MergeStrategy.APPEND && !key.isEmpty()) {
      words.put(
          "this_key", key.stream().map(name -> name + " = ?").collect(Collectors.joining(" AND ")));
      if (hasVersions) {
        key.add(VALID.get(0));
      }
      words.put("key", String.join(", ", key));
    }
    contract.partitions().stream()
        .filter(column -> isTime(column.type()))
        .findFirst()
        .ifPresent(column -> words.put("day", quoted(column)));
    return new TableWords(contract.name(), words, hasVersions);
  }

  private static boolean isTime(ColumnType type) {
    return type == ColumnType.Primitive.DATE
        || type == ColumnType.Primitive.TIMESTAMP
        || type == ColumnType.Primitive.TIMESTAMPTZ;
  }

  private static List<String> quoted(List<Column> columns) {
    return new ArrayList<>(columns.stream().map(TableWords::quoted).toList());
  }

  /** Names may be words of SQL. */
  private static String quoted(Column column) {
    return '"' + column.name() + '"';
  }
}
