package dev.firn.merge;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.run.TableReport;
import dev.firn.table.Counts;
import dev.firn.testing.Feed;
import dev.firn.testing.SparkLake;
import java.util.Map;
import org.apache.iceberg.RowLevelOperationMode;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Small files are written anew, which keeps them few; large ones get deletes beside them. */
@ExtendWith(SparkLake.Extension.class)
class RewriteTest {

  private static final int BALLAST = 300_000;

  private final SparkLake lake;

  RewriteTest(SparkLake lake) {
    this.lake = lake;
  }

  @Test
  void aFeedOfSmallBatchesCompactsItself() {
    Feed feed = Orders.byArrival(lake);
    for (int day = 1; day <= 12; day++) {
      feed.rows(row("a", day), row("k" + day, 0), row("z", day));
      feed.run();
    }

    Map<String, String> summary = feed.state().main().summary();
    assertThat(summary)
        .containsEntry("total-records", "14")
        .containsEntry("total-delete-files", "0");
    assertThat(Integer.parseInt(summary.get("total-data-files"))).isLessThanOrEqualTo(2);
  }

  @Test
  void largeFilesAreNotWrittenAnewForARow() throws NoSuchTableException {
    Feed feed = Orders.byArrival(lake);
    feed.rows(row("0", 1));
    feed.run();
    ballast(feed);
    feed.rows(row("0", 2), row("z", 1));

    TableReport report = feed.run();

    Map<String, String> summary = feed.state().main().summary();
    assertThat(report.counts()).isEqualTo(new Counts(2, 1, 1, 0, 0, 0));
    assertThat(summary)
        .containsEntry("added-delete-files", "1")
        .doesNotContainKey("deleted-data-files");
    assertThat(feed.select("id, v"))
        .hasSize(BALLAST + 2)
        .contains("[0,2]", "[z,1]")
        .doesNotContain("[0,1]");
  }

  @Test
  void theLimitIsWhatTouchedFilesWeighTogether() {
    assertThat(new TouchedFiles(100, TouchedFiles.SMALL_BYTES).mode())
        .isEqualTo(RowLevelOperationMode.COPY_ON_WRITE);
    assertThat(new TouchedFiles(1, TouchedFiles.SMALL_BYTES + 1).mode())
        .isEqualTo(RowLevelOperationMode.MERGE_ON_READ);
  }

  /** Rows of somebody else, in one file of more than the limit, that stand around the key 0. */
  private void ballast(Feed feed) throws NoSuchTableException {
    var rows =
        lake.spark()
            .table("firn.lake." + feed.table())
            .crossJoin(lake.spark().range(BALLAST).toDF("n"))
            .withColumn(
                "id",
                concat(
                    expr("if(n % 2 = 0, '/', '1')"),
                    expr("uuid()"),
                    expr("uuid()"),
                    expr("uuid()"),
                    expr("uuid()"),
                    expr("uuid()")));
    rows.drop(col("n"))
        .coalesce(1)
        .writeTo("firn.lake." + feed.table())
        .option("distribution-mode", "none")
        .append();
  }

  private static String row(String id, int v) {
    return "{\"id\": \"%s\", \"v\": %d}".formatted(id, v);
  }
}
