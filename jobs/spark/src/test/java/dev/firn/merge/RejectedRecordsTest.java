package dev.firn.merge;

import static dev.firn.merge.Orders.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.run.RunOutcome;
import dev.firn.run.TableReport;
import dev.firn.table.Counts;
import dev.firn.table.Decide;
import dev.firn.testing.Feed;
import dev.firn.testing.SparkLake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Records that are no rows, in the table beside the table. */
@ExtendWith(SparkLake.Extension.class)
class RejectedRecordsTest {

  private static final String NONE_OVER_5 =
      "CustomSql \"select count(*) from primary where v > 5\" = 0";

  private final SparkLake lake;

  RejectedRecordsTest(SparkLake lake) {
    this.lake = lake;
  }

  @Test
  void aTableWithoutRejectedRecordsHasNoTableOfThem() {
    Feed feed = Orders.byArrival(lake);
    feed.rows(row("a", 1));
    feed.run();

    assertThat(feed.rejectedTable().exists()).isFalse();
  }

  @Test
  void aRejectedRecordSaysAllThatIsKnown() {
    Feed feed = Orders.byArrival(lake);
    feed.rows(row("a", 1), "{\"id\": \"it's\", \"v\": 1.50, \"new\": [null, \"\\n\"]}", "null");
    TableReport report = feed.run();

    String raw = feed.log().get(1).pages().get(0).body();
    assertThat(feed.rejected("*"))
        .containsExactly(
            "[1,%s,/rows/1,/rows/1/v,v: expected an integer, found 1.50,{\"id\":\"it's\",\"v\":1.50,\"new\":[null,\"\\n\"]},%s]"
                .formatted(raw, report.runId()),
            "[1,%s,/rows/2,/rows/2,expected an object, found null,null,%s]"
                .formatted(raw, report.runId()));
  }

  @Test
  void aBatchThatIsMergedAgainReplacesItsOwnAndNoOthers() {
    Feed feed =
        Orders.feed(
            lake,
            contract ->
                contract.columns(Orders.ID, Orders.V).ruleset("error", "changedRows", NONE_OVER_5));
    feed.rows(row("a", 1), "{\"v\": 1}");
    String first = feed.run().runId();
    feed.rows(row("a", 9), "{\"v\": 2}", "{\"v\": 3}");
    assertThat(feed.run().outcome()).isEqualTo(RunOutcome.HELD);
    new Decide(feed.lakeTable()).release();
    TableReport again = feed.run();

    assertThat(again.counts()).isEqualTo(new Counts(3, 0, 1, 0, 0, 2));
    assertThat(feed.rejected("firn_seq, record, firn_run_id"))
        .containsExactly(
            "[1,{\"v\":1},%s]".formatted(first),
            "[2,{\"v\":2},%s]".formatted(again.runId()),
            "[2,{\"v\":3},%s]".formatted(again.runId()));
  }

  @Test
  void aContractThatTakesARecordAtLastLeavesNoTraceOfItsRejection() {
    Feed feed =
        Orders.feed(
            lake, contract -> contract.columns(Orders.ID, Orders.V).word("unknownFields", "stop"));
    feed.rows(row("a", 1), "{\"id\": \"b\", \"v\": 2, \"rev\": 1}");
    assertThat(feed.run().outcome()).isEqualTo(RunOutcome.HELD);
    assertThat(feed.rejected("place, reason"))
        .containsExactly("[/rows/1,no column takes {\"rev\":1}]");
    Feed corrected = feed.changed(contract -> contract.columns(Orders.ID, Orders.V, Orders.REV));
    new Decide(feed.lakeTable()).release();

    assertThat(corrected.run().counts()).isEqualTo(new Counts(2, 2, 0, 0, 0, 0));
    assertThat(corrected.select("id, v, rev")).containsExactly("[a,1,null]", "[b,2,1]");
    assertThat(corrected.rejected("*")).isEmpty();
  }
}
