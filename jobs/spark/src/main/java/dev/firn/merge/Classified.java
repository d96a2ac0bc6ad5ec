package dev.firn.merge;

import dev.firn.parse.ParsedColumns;
import dev.firn.table.Counts;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.LogicalRDD;

/**
 * What a merge would do, computed and kept.
 *
 * @param records all that were looked at, rejected ones with their reason; kept
 * @param rows what becomes of rows, by {@link Merge#STATUS}; null when nothing does
 * @param bounds of the keys that the table was asked for; null when it was not read
 * @param changing bounds of the keys whose rows change or go; null when none does
 * @param counts where the records went
 * @param highestOrder greatest order key among those that count; empty when there is none
 * @param withUnknownFields records that count and have members no column takes
 * @param rejectedAsUnknown records that were rejected for such members
 */
public record Classified(
    Dataset<Row> records,
    Dataset<Row> rows,
    KeyBounds bounds,
    KeyBounds changing,
    Counts counts,
    String highestOrder,
    long withUnknownFields,
    long rejectedAsUnknown)
    implements AutoCloseable {

  /** Records that no row could be made of. */
  public Dataset<Row> rejected() {
    return records.filter(ParsedColumns.REASON + " IS NOT NULL");
  }

  @Override
  public void close() {
    forget(records);
    if (rows != null) {
      forget(rows);
    }
  }

  /** What was computed is kept under the plan that reads it. */
  private static void forget(Dataset<Row> kept) {
    if (kept.queryExecution().logical() instanceof LogicalRDD computed) {
      computed.rdd().unpersist(false);
    }
  }
}
