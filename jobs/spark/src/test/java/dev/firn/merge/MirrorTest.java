package dev.firn.merge;

import static dev.firn.merge.Orders.response;
import static dev.firn.merge.Orders.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.run.RunOutcome;
import dev.firn.run.TableReport;
import dev.firn.table.Counts;
import dev.firn.testing.Feed;
import dev.firn.testing.SparkLake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tables that have what the last response has. */
@ExtendWith(SparkLake.Extension.class)
class MirrorTest {

  private static final String NOT_A_NUMBER = "{\"id\": \"b\", \"v\": \"two\"}";
  private static final String WITHOUT_A_KEY = "{\"v\": 2}";

  private final SparkLake lake;

  MirrorTest(SparkLake lake) {
    this.lake = lake;
  }

  @Test
  void whatAResponseDoesNotHaveGoes() {
    Feed feed = Orders.mirror(lake);
    feed.land(response(1, row("a", 1), row("b", 1), row("c", 1)));
    feed.run();
    feed.land(response(2, row("a", 1), row("c", 2), row("d", 2)));

    assertThat(feed.run().counts()).isEqualTo(new Counts(3, 1, 1, 1, 0, 0, 1));
    assertThat(feed.select("id, v")).containsExactly("[a,1]", "[c,2]", "[d,2]");
  }

  @Test
  void severalResponsesOfARunAreAppliedOneAfterTheOther() {
    Feed feed = Orders.mirror(lake);
    feed.land(response(1, row("a", 1), row("b", 1)));
    feed.run();
    feed.land(response(2, row("c", 2)));
    feed.land(response(3, row("a", 3), row("d", 3)));

    assertThat(feed.run().counts())
        .as("a changed, b went, c came and went, d came")
        .isEqualTo(new Counts(3, 1, 1, 0, 1, 0, 1));
    assertThat(feed.select("id, v")).containsExactly("[a,3]", "[d,3]");
  }

  @Test
  void anEmptyResponseTakesAll() {
    Feed feed = Orders.mirror(lake);
    feed.land(response(1, row("a", 1)));
    feed.run();
    feed.land(response(2));

    assertThat(feed.run().counts()).isEqualTo(new Counts(0, 0, 0, 0, 0, 0, 1));
    assertThat(feed.select("id, v")).isEmpty();
    feed.land(response(3, row("a", 3)));
    feed.run();
    assertThat(feed.select("id, v")).containsExactly("[a,3]");
  }

  @Test
  void aRejectedRecordShieldsItsRow() {
    Feed feed = Orders.mirror(lake);
    feed.land(response(1, row("a", 1), row("b", 1), row("c", 1)));
    feed.run();
    feed.land(response(2, row("a", 1), NOT_A_NUMBER));

    assertThat(feed.run().counts()).isEqualTo(new Counts(2, 0, 0, 1, 0, 1, 1));
    assertThat(feed.select("id, v")).containsExactly("[a,1]", "[b,1]");
  }

  @Test
  void recordsThatContradictEachOtherShieldTheirRow() {
    Feed feed = Orders.mirror(lake);
    feed.land(response(1, row("a", 1), row("b", 1)));
    feed.run();
    feed.land(response(2, row("b", 2), row("b", 3)));

    assertThat(feed.run().counts()).isEqualTo(new Counts(2, 0, 0, 0, 0, 2, 1));
    assertThat(feed.select("id, v")).containsExactly("[b,1]");
  }

  @Test
  void aRecordWithoutAKeyShieldsAllRows() {
    Feed feed = Orders.mirror(lake);
    feed.land(response(1, row("a", 1), row("b", 1)));
    feed.run();
    feed.land(response(2, row("c", 2), WITHOUT_A_KEY));

    assertThat(feed.run().counts()).isEqualTo(new Counts(2, 1, 0, 0, 0, 1, 0));
    assertThat(feed.select("id, v")).containsExactly("[a,1]", "[b,1]", "[c,2]");
  }

  @Test
  void aLateResponseTakesNothingThatALaterOneBrought() {
    Feed feed = Orders.mirror(lake);
    feed.land(response(1, row("a", 1), row("b", 1)));
    feed.run();
    feed.land(response(5, row("a", 5), row("c", 5)));
    feed.run();
    feed.land(response(3, row("b", 3), row("d", 3)));

    assertThat(feed.run().outcome()).isEqualTo(RunOutcome.UNCHANGED);
    assertThat(feed.select("id, v")).containsExactly("[a,5]", "[c,5]");
  }

  @Test
  void aLateResponseFillsInBehindOneThatTookNothing() {
    Feed feed = Orders.mirror(lake);
    feed.land(response(1, row("a", 1), row("b", 1)));
    feed.run();
    feed.land(response(5, row("a", 5), WITHOUT_A_KEY));
    feed.run();
    assertThat(feed.select("id, v")).containsExactly("[a,5]", "[b,1]");
    feed.land(response(3, row("a", 3), row("d", 3)));

    assertThat(feed.run().counts()).isEqualTo(new Counts(2, 1, 0, 0, 1, 0, 1));
    assertThat(feed.select("id, v")).containsExactly("[a,5]", "[d,3]");
  }

  @Test
  void anUnreadableResponseTakesNothing() {
    Feed feed = Orders.mirror(lake);
    feed.land(response(1, row("a", 1)));
    feed.run();
    feed.land("{\"made\": 2, \"rows\": [");

    assertThat(feed.run().outcome()).isEqualTo(RunOutcome.UNCHANGED);
    assertThat(feed.select("id, v")).containsExactly("[a,1]");
  }

  @Test
  void aRunThatWouldDeleteTooMuchHolds() {
    Feed feed =
        Orders.feed(
            lake,
            contract ->
                contract
                    .columns(Orders.ID, Orders.V)
                    .word("merge", "mirror")
                    .word("deletes", "{share: 0.5, floor: 1}"));
    feed.rows(row("a", 1), row("b", 1), row("c", 1));
    feed.run();
    feed.rows(row("a", 1));
    TableReport held = feed.run();

    assertThat(held.outcome()).isEqualTo(RunOutcome.HELD);
    assertThat(held.message())
        .isEqualTo(
            "the audit of run %s failed: at most 1 rows or 50 %% of the table are deleted"
                .formatted(held.runId()));
    assertThat(held.checks())
        .singleElement()
        .extracting(rule -> rule.failureReason())
        .isEqualTo("2 of 3 rows are in no later response");
    assertThat(held.next()).anyMatch(next -> next.startsWith("firn publish orders"));
    assertThat(feed.select("id")).containsExactly("[a]", "[b]", "[c]");
  }
}
