package dev.firn.merge;

import static dev.firn.merge.Orders.response;
import static dev.firn.merge.Orders.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.raw.Batch;
import dev.firn.run.RunOutcome;
import dev.firn.run.TableReport;
import dev.firn.table.Counts;
import dev.firn.table.TableState;
import dev.firn.testing.Feed;
import dev.firn.testing.SparkLake;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Promise 6: what changes nothing commits nothing, and is not even looked at twice. */
@ExtendWith(SparkLake.Extension.class)
class UnchangedRunTest {

  private final SparkLake lake;

  UnchangedRunTest(SparkLake lake) {
    this.lake = lake;
  }

  @Test
  void nothingIsCommittedForRecordsThatSayWhatTheTableSays() {
    Feed feed = Orders.byArrival(lake);
    feed.rows(row("a", 1), row("b", 1));
    feed.run();
    TableState before = feed.state();
    feed.rows(row("b", 1));

    TableReport report = feed.run();

    assertThat(report.outcome()).isEqualTo(RunOutcome.UNCHANGED);
    assertThat(report.counts()).isEqualTo(new Counts(1, 0, 0, 1, 0, 0));
    sameAs(before, feed.state());
    assertThat(feed.runWithoutEngine().outcome()).isEqualTo(RunOutcome.UNCHANGED);
    sameAs(before, feed.state());
  }

  @Test
  void theSameBytesAndTheSameRecordsInOtherBytesOpenNoEngine() {
    Feed feed = Orders.byResponse(lake);
    feed.land(response(1, row("a", 1), row("b", 1)));
    feed.run();
    TableState before = feed.state();

    Batch repeat = feed.land(response(1, row("a", 1), row("b", 1)));
    Batch shuffled = feed.land(response(2, row("b", 1), row("a", 1)));

    assertThat(List.of(repeat.kind(), shuffled.kind()))
        .containsExactly(Batch.Kind.REPEAT, Batch.Kind.CONTENT);
    assertThat(feed.runWithoutEngine().outcome()).isEqualTo(RunOutcome.UNCHANGED);
    sameAs(before, feed.state());
  }

  @Test
  void anOlderResponseOnceMoreIsLookedAtAndOutranked() {
    Feed feed = Orders.byResponse(lake);
    feed.land(response(1, row("a", 1)));
    feed.land(response(2, row("a", 2)));
    feed.run();
    feed.land(response(1, row("a", 1)));

    assertThat(feed.run().counts()).isEqualTo(new Counts(1, 0, 0, 0, 1, 0));
    assertThat(feed.select("v")).containsExactly("[2]");
    assertThat(feed.runWithoutEngine().outcome()).isEqualTo(RunOutcome.UNCHANGED);
  }

  @Test
  void whatTheLastResponseSaidIsNewAgainAfterAnother() {
    Feed feed = Orders.byArrival(lake);
    feed.rows(row("a", 1));
    feed.rows(row("a", 2));
    feed.run();
    feed.rows(row("a", 1));

    assertThat(feed.run().counts()).isEqualTo(new Counts(1, 0, 1, 0, 0, 0));
    assertThat(feed.select("v")).containsExactly("[1]");
  }

  @Test
  void batchesThatChangedNothingCountForWhatComesLater() {
    Feed feed = Orders.byRevision(lake);
    feed.rows(row("a", 1, 1));
    feed.run();
    feed.rows(row("a", 1, 1), row("b", 1, 9));
    feed.run();
    feed.rows(row("b", 1, 9));
    assertThat(feed.run().outcome()).isEqualTo(RunOutcome.UNCHANGED);
    feed.rows(row("b", 5, 8));

    assertThat(feed.run().counts()).isEqualTo(new Counts(1, 0, 0, 0, 1, 0));
    assertThat(feed.select("id, v")).containsExactly("[a,1]", "[b,1]");
  }

  private static void sameAs(TableState before, TableState after) {
    assertThat(after.metadata().metadataFileLocation())
        .isEqualTo(before.metadata().metadataFileLocation());
    assertThat(after.metadata().snapshots()).hasSameSizeAs(before.metadata().snapshots());
  }
}
