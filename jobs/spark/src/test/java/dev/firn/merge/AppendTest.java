package dev.firn.merge;

import static dev.firn.merge.Orders.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.run.RunOutcome;
import dev.firn.run.TableReport;
import dev.firn.table.Counts;
import dev.firn.testing.Feed;
import dev.firn.testing.SparkLake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tables that have every record. */
@ExtendWith(SparkLake.Extension.class)
class AppendTest {

  private final SparkLake lake;

  AppendTest(SparkLake lake) {
    this.lake = lake;
  }

  private Feed feed() {
    return Orders.feed(
        lake,
        contract ->
            contract
                .columns("{name: id, logicalType: string, required: true}", Orders.V)
                .word("merge", "append"));
  }

  @Test
  void everyRecordIsARow() {
    Feed feed = feed();
    feed.rows(row("a", 1), row("a", 1), row("b", 1));
    feed.rows(row("a", 1), "{\"v\": 7}");
    TableReport report = feed.run();

    assertThat(report.counts()).isEqualTo(new Counts(5, 4, 0, 0, 0, 1));
    assertThat(feed.select("id, v")).containsExactly("[a,1]", "[a,1]", "[a,1]", "[b,1]");
    assertThat(feed.rejected("firn_seq")).containsExactly("[2]");
  }

  @Test
  void whatWasSaidBeforeIsARowAgain() {
    Feed feed = feed();
    feed.rows(row("a", 1));
    feed.run();
    feed.land("{\"again\": true, \"rows\": [%s]}".formatted(row("a", 1)));

    assertThat(feed.run().outcome()).isEqualTo(RunOutcome.PUBLISHED);
    assertThat(feed.select("id, v")).containsExactly("[a,1]", "[a,1]");
  }

  @Test
  void theSameAnswerIsNot() {
    Feed feed = feed();
    feed.rows(row("a", 1));
    feed.run();
    feed.rows(row("a", 1));

    assertThat(feed.runWithoutEngine().outcome()).isEqualTo(RunOutcome.UNCHANGED);
  }

  @Test
  void noReaderIsToldOfAKey() {
    Feed feed =
        Orders.feed(
            lake, contract -> contract.columns(Orders.ID, Orders.V).word("merge", "append"));
    feed.rows(row("a", 1), row("a", 2));
    feed.run();

    assertThat(feed.select("id, v")).containsExactly("[a,1]", "[a,2]");
    assertThat(feed.state().metadata().schema().identifierFieldIds()).isEmpty();
  }
}
