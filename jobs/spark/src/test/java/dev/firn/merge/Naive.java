package dev.firn.merge;

import dev.firn.testing.Feed;
import dev.firn.testing.SparkLake;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.Row;

/** What people do without Firn: plain SQL, in a session of their own. */
final class Naive {

  private static final AtomicInteger NAMES = new AtomicInteger();

  private final SparkLake lake;
  private final String table;

  private Naive(SparkLake lake, String table) {
    this.lake = lake;
    this.table = table;
  }

  /** A table that Firn knows nothing of. */
  static Naive table(SparkLake lake, String columns) {
    Naive naive = new Naive(lake, "naive_" + NAMES.incrementAndGet());
    naive.sql("CREATE TABLE $t %s USING iceberg".formatted(columns));
    return naive;
  }

  /** Somebody else's hands on a table of Firn's. */
  static Naive of(SparkLake lake, Feed feed) {
    return new Naive(lake, feed.table());
  }

  String name() {
    return table;
  }

  /** Runs a statement; {@code $t} is the table. */
  List<Row> sql(String statement) {
    return lake.sql(statement.replace("$t", "firn.lake." + table));
  }

  List<Row> call(String procedure, String arguments) {
    return lake.sql("CALL firn.system.%s('lake.%s', %s)".formatted(procedure, table, arguments));
  }

  void compact() {
    lake.sql(
        "CALL firn.system.rewrite_data_files(table => 'lake.%s', options => map('rewrite-all', 'true'))"
            .formatted(table));
  }

  List<String> rows(String columns) {
    return sql("SELECT %s FROM $t ORDER BY 1".formatted(columns)).stream()
        .map(Row::toString)
        .toList();
  }

  long head(String branch) {
    return sql("SELECT snapshot_id FROM $t.refs WHERE name = '%s'".formatted(branch))
        .get(0)
        .getLong(0);
  }

  long snapshots() {
    return sql("SELECT count(*) FROM $t.snapshots").get(0).getLong(0);
  }
}
