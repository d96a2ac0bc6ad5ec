package dev.firn.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.run.RunOutcome;
import dev.firn.run.TableReport;
import dev.firn.table.Counts;
import dev.firn.testing.Feed;
import dev.firn.testing.SparkLake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkLake.Extension.class)
class UpsertRunTest {

  private final SparkLake lake;

  UpsertRunTest(SparkLake lake) {
    this.lake = lake;
  }

  @Test
  void writesNewAndChangedRowsAndLeavesTheRest() {
    Feed feed = Feed.of(lake, "merge", contract -> contract.columns(
      "{name: id, logicalType: string, primaryKey: true, required: true}",
      "{name: v, logicalType: integer}"));
    long t = System.nanoTime();
    feed.rows("{\"id\": \"a\", \"v\": 1}", "{\"id\": \"b\", \"v\": 1}");
    feed.run();
    for (int i = 0; i < 8; i++) {
    System.err.println("TOOK " + (System.nanoTime() - t) / 1000000);
    t = System.nanoTime();
    feed.rows("{\"id\": \"a\", \"v\": 1}", "{\"id\": \"b\", \"v\": "+(i + 2)+"}", "{\"id\": \"c\"}");
    TableReport report = feed.run();
    System.err.println(report);
    }

    assertThat(feed.select("*")).containsExactly("");
  }
}
