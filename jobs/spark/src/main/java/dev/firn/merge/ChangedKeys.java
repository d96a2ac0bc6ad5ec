package dev.firn.merge;

import static org.apache.spark.sql.functions.col;

import dev.firn.contract.Column;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The keys whose rows change, one by one, as a filter of the table. A MERGE INTO that inserts as
 * well shuffles every row of the table that its condition lets through, and bounds let all through
 * when keys are strewn over the table.
 */
final class ChangedKeys {

  /** More are no filter that Spark plans in a moment. */
  private static final long MOST = 20_000;

  private ChangedKeys() {}

  static boolean areFew(long changed) {
    return changed <= MOST;
  }

  /**
   * @param rows to write, with {@link Merge#STATUS}
   * @param alias of the table
   */
  static org.apache.spark.sql.Column in(Dataset<Row> rows, List<Column> key, String alias) {
    List<Row> keys =
        rows.filter(col(Merge.STATUS).isin(Merge.CHANGED, Merge.GONE))
            .select(
                key.stream()
                    .map(column -> col("`" + column.name() + "`"))
                    .toArray(org.apache.spark.sql.Column[]::new))
            .collectAsList();
    List<org.apache.spark.sql.Column> conditions = new ArrayList<>();
    for (int i = 0; i < key.size(); i++) {
      Set<Object> values = new LinkedHashSet<>();
      for (Row one : keys) {
        values.add(one.get(i));
      }
      conditions.add(col(alias + ".`" + key.get(i).name() + "`").isin(values.toArray()));
    }
    return conditions.stream().reduce(org.apache.spark.sql.Column::and).orElseThrow();
  }
}
