package dev.firn.merge;

import static dev.firn.merge.Orders.response;
import static dev.firn.merge.Orders.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.run.RunOutcome;
import dev.firn.run.TableReport;
import dev.firn.table.Counts;
import dev.firn.testing.Feed;
import dev.firn.testing.SparkLake;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.io.FileIO;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Ways to merge that fail or lie, each shown first as people meet it and then as Firn does it. The
 * numbers are those of the list of pitfalls that the project keeps.
 */
@ExtendWith(SparkLake.Extension.class)
class MergePitfallsTest {

  private static final String MERGE =
      "MERGE INTO $t t USING (SELECT * FROM VALUES %s AS s(id, v)) s ON t.id = s.id "
          + "WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *";

  private final SparkLake lake;

  MergePitfallsTest(SparkLake lake) {
    this.lake = lake;
  }

  @Test
  void pitfall10AKeyTwiceInTheSourceStopsAMerge() {
    Naive naive = Naive.table(lake, "(id STRING, v INT)");
    naive.sql("INSERT INTO $t VALUES ('a', 0)");
    assertThatThrownBy(() -> naive.sql(MERGE.formatted("('a', 1), ('a', 2)")))
        .rootCause()
        .hasMessageContaining("[MERGE_CARDINALITY_VIOLATION]");

    Feed feed = Orders.byRevision(lake);
    feed.rows(row("a", 0, 0));
    feed.run();
    feed.rows(row("a", 1, 1), row("a", 2, 2));

    assertThat(feed.run().counts()).isEqualTo(new Counts(2, 0, 1, 0, 1, 0));
    assertThat(feed.select("id, v")).containsExactly("[a,2]");
  }

  @Test
  void pitfall11NewKeysTwiceAndNullKeysBecomeRowsTwice() {
    Naive naive = Naive.table(lake, "(id STRING, v INT)");
    String source = "('a', 1), ('a', 1), (NULL, 1)";
    naive.sql(MERGE.formatted(source));
    assertThat(naive.rows("id")).containsExactly("[null]", "[a]", "[a]");
    assertThat(naive.sql("SELECT count(*) FROM $t WHERE id IS NULL")).hasToString("[[1]]");
    naive.sql(MERGE.formatted("(NULL, 1)"));
    assertThat(naive.sql("SELECT count(*) FROM $t WHERE id IS NULL")).hasToString("[[2]]");

    Feed feed = Orders.byResponse(lake);
    for (int made = 1; made <= 2; made++) {
      feed.land(
          response(made, row("a", 1), row("a", 1), "{\"id\": null, \"v\": %d}".formatted(made)));
      feed.run();
    }
    assertThat(feed.select("id, v")).containsExactly("[a,1]");
    assertThat(feed.rejected("firn_seq, reason"))
        .containsExactly("[1,id is required and missing]", "[2,id is required and missing]");
  }

  @Test
  void pitfall13InferredTypesDependOnTheDay() {
    Dataset<Row> quiet = inferred("{\"id\": \"a\", \"v\": null}");
    Dataset<Row> whole = inferred("{\"id\": \"a\", \"v\": 1}");
    Dataset<Row> broken =
        inferred("{\"id\": \"a\", \"v\": 1.5}", "{\"id\": \"b\", \"v\": \"n/a\"}");
    assertThat(List.of(quiet, whole, broken))
        .extracting(day -> day.schema().apply("v").dataType().simpleString())
        .containsExactly("string", "bigint", "string");
    assertThat(inferred("{\"id\": \"a\"}").columns())
        .as("the column is gone")
        .containsExactly("id");

    Feed feed = Orders.byArrival(lake);
    feed.rows("{\"id\": \"a\", \"v\": null}");
    feed.run();
    feed.rows(row("a", 1));
    feed.run();
    feed.rows("{\"id\": \"a\", \"v\": 1.5}", "{\"id\": \"b\"}", "{\"id\": \"c\", \"v\": \"n/a\"}");

    assertThat(feed.run().counts()).isEqualTo(new Counts(3, 1, 0, 0, 0, 2));
    assertThat(feed.select("id, v")).containsExactly("[a,1]", "[b,null]");
    assertThat(
            lake.spark()
                .table("firn.lake." + feed.table())
                .schema()
                .apply("v")
                .dataType()
                .simpleString())
        .isEqualTo("int");
  }

  @Test
  void pitfall15AMergeReadsTheWholeTable() throws IOException {
    Feed feed = Orders.byArrival(lake);
    for (String id : List.of("a", "m", "z")) {
      feed.rows(row(id, 1));
      feed.run();
    }
    Naive beside = Naive.of(lake, feed);
    FileIO io = lake.lake().catalog().loadTable(lake.lake().table(feed.table())).io();
    Map<String, byte[]> others = hide(io, filesWithout(beside, "m"));

    beside.sql("ALTER TABLE $t CREATE BRANCH beside");
    assertThatThrownBy(
            () ->
                beside.sql(
                    "MERGE INTO $t.branch_beside t USING (SELECT 'm' AS id, 2 AS v) s ON t.id = s.id WHEN MATCHED THEN UPDATE SET t.v = s.v"))
        .as("a merge by key needs files that cannot hold the key")
        .rootCause()
        .hasMessageMatching("(?s).*(No such file or directory|key does not exist).*");
    beside.sql("ALTER TABLE $t DROP BRANCH beside");

    feed.rows(row("m", 2), row("n", 2));
    TableReport report = feed.run();
    show(io, others);

    assertThat(report.counts()).isEqualTo(new Counts(2, 1, 1, 0, 0, 0));
    assertThat(report.filesRead()).isEqualTo(1);
    assertThat(report.filesSkipped()).isEqualTo(2);
    assertThat(feed.select("id, v")).containsExactly("[a,1]", "[m,2]", "[n,2]", "[z,1]");
  }

  @Test
  void pitfall16AMergeThatChangesNothingCommits() {
    Naive naive = Naive.table(lake, "(id STRING, v INT)");
    naive.sql("INSERT INTO $t VALUES ('a', 1)");
    naive.sql(MERGE.formatted("('a', 1)"));
    assertThat(naive.snapshots()).isEqualTo(2);

    Feed feed = Orders.byArrival(lake);
    feed.rows(row("a", 1), row("b", 1));
    feed.run();
    long before = Naive.of(lake, feed).snapshots();
    feed.rows(row("a", 1));

    assertThat(feed.run().outcome()).isEqualTo(RunOutcome.UNCHANGED);
    assertThat(Naive.of(lake, feed).snapshots()).isEqualTo(before);
  }

  private Dataset<Row> inferred(String... records) {
    return lake.spark()
        .read()
        .json(lake.spark().createDataset(List.of(records), Encoders.STRING()));
  }

  private static List<String> filesWithout(Naive table, String id) {
    return table
        .sql(
            "SELECT file_path FROM $t.files WHERE readable_metrics.id.lower_bound <> '%s'"
                .formatted(id))
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  /** Whoever opens them now fails. */
  private static Map<String, byte[]> hide(FileIO io, List<String> files) throws IOException {
    Map<String, byte[]> hidden = new HashMap<>();
    for (String file : files) {
      try (InputStream in = io.newInputFile(file).newStream()) {
        hidden.put(file, in.readAllBytes());
      }
      io.deleteFile(file);
    }
    return hidden;
  }

  private static void show(FileIO io, Map<String, byte[]> hidden) throws IOException {
    for (var file : hidden.entrySet()) {
      try (OutputStream out = io.newOutputFile(file.getKey()).create()) {
        out.write(file.getValue());
      }
    }
  }
}
