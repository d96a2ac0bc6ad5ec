package dev.firn.merge;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.run.TableReport;
import dev.firn.table.Counts;
import dev.firn.testing.Feed;
import dev.firn.testing.SparkLake;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.iceberg.RowLevelOperationMode;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Small files are written anew, which keeps them few; large ones get deletes beside them. */
@ExtendWith(SparkLake.Extension.class)
class RewriteTest {

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
    Feed feed = withTwoFilesOfTenMegabytes();
    feed.rows(row("a0000001", 2), row("b0000001", 2), row("z", 1));

    TableReport report = feed.run();

    assertThat(report.counts()).isEqualTo(new Counts(3, 1, 2, 0, 0, 0));
    assertThat(feed.state().main().summary())
        .containsEntry("added-delete-files", "2")
        .doesNotContainKey("deleted-data-files");
    assertThat(found(feed)).containsExactly("[a0000001,2]", "[b0000001,2]", "[z,1]");
  }

  /** So many that their bounds say nothing, and the MERGE is told each of them. */
  @Test
  void manyRowsOfLargeFilesAreChangedByName() throws NoSuchTableException {
    Feed feed = withTwoFilesOfTenMegabytes();
    feed.rows(
        IntStream.range(0, 600)
            .mapToObj(i -> row((i % 2 == 0 ? "a%07d" : "b%07d").formatted(i * 199 + 1), i))
            .toArray(String[]::new));

    TableReport report = feed.run();

    assertThat(report.counts()).isEqualTo(new Counts(600, 0, 600, 0, 0, 0));
    assertThat(feed.state().main().summary())
        .containsEntry("added-position-deletes", "600")
        .doesNotContainKey("deleted-data-files");
    assertThat(
            lake.spark()
                .table("firn.lake." + feed.table())
                .agg(count(lit(1)), countDistinct("id"), sum(expr("if(firn_seq = 2, v, 0)")))
                .head()
                .toString())
        .isEqualTo("[240001,240001,%d]".formatted(599 * 600 / 2));
  }

  @Test
  void aFileWithDeletesKeepsThem() throws NoSuchTableException {
    Feed feed = withTwoFilesOfTenMegabytes();
    feed.rows(row("a0000001", 2), row("b0000001", 2));
    feed.run();
    feed.rows(row("a0000001", 3));

    TableReport report = feed.run();

    assertThat(report.counts()).isEqualTo(new Counts(1, 0, 1, 0, 0, 0));
    assertThat(feed.state().main().summary()).doesNotContainKey("deleted-data-files");
    assertThat(found(feed)).containsExactly("[a0000001,3]", "[b0000001,2]");
  }

  @Test
  void theLimitIsWhatTouchedFilesWeighTogether() {
    assertThat(new TouchedFiles(100, TouchedFiles.SMALL_BYTES, 0).mode())
        .isEqualTo(RowLevelOperationMode.COPY_ON_WRITE);
    assertThat(new TouchedFiles(1, TouchedFiles.SMALL_BYTES + 1, 0).mode())
        .isEqualTo(RowLevelOperationMode.MERGE_ON_READ);
    assertThat(new TouchedFiles(1, 100, 1).mode()).isEqualTo(RowLevelOperationMode.MERGE_ON_READ);
  }

  /** Rows of somebody else, {@code a0000000} and on, {@code b0000000} and on. */
  private Feed withTwoFilesOfTenMegabytes() throws NoSuchTableException {
    Feed feed = Orders.byArrival(lake);
    feed.rows(row("m", 1));
    feed.run();
    String table = "firn.lake." + feed.table();
    for (String prefix : List.of("a", "b")) {
      lake.spark()
          .table(table)
          .where("id = 'm'")
          .crossJoin(lake.spark().range(120_000).toDF("n"))
          .withColumn("id", expr("concat('%s', lpad(n, 7, '0'))".formatted(prefix)))
          .withColumn("firn_extra", expr("concat(uuid(), uuid(), uuid(), uuid(), uuid())"))
          .drop("n")
          .coalesce(1)
          .writeTo(table)
          .option("distribution-mode", "none")
          .append();
    }
    return feed;
  }

  private List<String> found(Feed feed) {
    return lake
        .spark()
        .table("firn.lake." + feed.table())
        .where("id in ('a0000001', 'b0000001', 'z')")
        .select("id", "v")
        .orderBy("id")
        .collectAsList()
        .stream()
        .map(Row::toString)
        .toList();
  }

  private static String row(String id, int v) {
    return "{\"id\": \"%s\", \"v\": %d}".formatted(id, v);
  }
}
