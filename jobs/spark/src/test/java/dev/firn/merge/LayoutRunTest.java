package dev.firn.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.run.RunOutcome;
import dev.firn.table.Counts;
import dev.firn.testing.Feed;
import dev.firn.testing.SparkLake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tables of records that are no items of an array. */
@ExtendWith(SparkLake.Extension.class)
class LayoutRunTest {

  private static final String CURRENCY =
      "{name: currency, logicalType: string, primaryKey: true, required: true, transformSourceObjects: ['0#']}";

  private final SparkLake lake;

  LayoutRunTest(SparkLake lake) {
    this.lake = lake;
  }

  @Test
  void namesOfMembersAreKeys() {
    Feed feed =
        Orders.feed(
            lake,
            contract ->
                contract
                    .records("/rates")
                    .word("recordsAre", "members")
                    .columns(
                        CURRENCY,
                        "{name: rate, logicalType: number, physicalType: 'decimal(10,4)', transformSourceObjects: ['']}"));
    feed.land("{\"rates\": {\"USD\": 1.08, \"NOK\": 11.5}}");
    feed.run();
    feed.land("{\"rates\": {\"USD\": 1.09, \"NOK\": 11.5, \"SEK\": \"n/a\"}}");

    assertThat(feed.run().counts()).isEqualTo(new Counts(3, 0, 1, 1, 0, 1));
    assertThat(feed.select("currency, rate, firn_pointer"))
        .containsExactly("[NOK,11.5000,/rates/NOK]", "[USD,1.0900,/rates/USD]");
    assertThat(feed.rejected("firn_pointer, reason"))
        .containsExactly("[/rates/SEK,rate: expected a number, found \"n/a\"]");
  }

  @Test
  void anotherNameIsAnotherRecord() {
    Feed feed =
        Orders.feed(
            lake,
            contract ->
                contract.records("").word("recordsAre", "members").columns(CURRENCY, Orders.V));
    feed.land("{\"USD\": {\"v\": 1}}");
    feed.run();
    feed.land("{\"NOK\": {\"v\": 1}}");

    assertThat(feed.run().outcome()).isEqualTo(RunOutcome.PUBLISHED);
    assertThat(feed.select("currency, v")).containsExactly("[NOK,1]", "[USD,1]");
  }

  @Test
  void linesAreRecords() {
    Feed feed =
        Orders.feed(
            lake,
            contract ->
                contract.records("").word("recordsAre", "lines").columns(Orders.ID, Orders.V));
    feed.land("{\"id\": \"a\", \"v\": 1}\n{\"id\": \"b\", \"v\": 2}\n");

    assertThat(feed.run().counts()).isEqualTo(new Counts(2, 2, 0, 0, 0, 0));
    assertThat(feed.select("id, v, firn_pointer")).containsExactly("[a,1,/0]", "[b,2,/1]");
  }
}
