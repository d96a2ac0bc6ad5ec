package dev.firn.merge;

import static org.apache.spark.sql.functions.col;

import dev.firn.parse.ParsedColumns;
import dev.firn.table.TechnicalColumns;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;

/**
 * The table of a table's rejected records. What a batch has there is replaced whenever the batch is
 * merged, so a run that is repeated leaves no doubles, and a contract that takes a record at last
 * leaves no trace of its rejection.
 */
public final class RejectedRecords {

  private final SparkSession spark;
  private final String target;

  /**
   * @param target full name of the table of rejected records
   */
  public RejectedRecords(SparkSession spark, String target) {
    this.spark = spark;
    this.target = target;
  }

  public void replace(List<Long> batches, Dataset<Row> rejected, long count) {
    Dataset<Row> there =
        spark.table(target).filter(col(TechnicalColumns.SEQ).isin(batches.toArray()));
    if (!there.isEmpty()) {
      spark.sql(
          "DELETE FROM %s WHERE %s"
              .formatted(target, SqlText.of(col(TechnicalColumns.SEQ).isin(batches.toArray()))));
    }
    if (count == 0) {
      return;
    }
    try {
      rejected
          .filter(col(TechnicalColumns.SEQ).isin(batches.toArray()))
          .select(
              col(TechnicalColumns.SEQ),
              col(TechnicalColumns.RAW),
              col(TechnicalColumns.POINTER),
              col(ParsedColumns.PLACE).as("place"),
              col(ParsedColumns.REASON).as("reason"),
              col(ParsedColumns.RECORD).as("record"),
              col(TechnicalColumns.RUN))
          .coalesce(1)
          .writeTo(target)
          .append();
    } catch (NoSuchTableException e) {
      throw new IllegalStateException("the table of rejected records is gone: " + target, e);
    }
  }
}
