package dev.firn.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.fault.FirnException;
import dev.firn.run.RunOutcome;
import dev.firn.table.Counts;
import dev.firn.testing.Feed;
import dev.firn.testing.SparkLake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Orders that are times, spelt by third parties in more than one way. */
@ExtendWith(SparkLake.Extension.class)
class TimeOrderTest {

  private static final String AT = "{name: at, logicalType: timestamp, required: true}";

  private final SparkLake lake;

  TimeOrderTest(SparkLake lake) {
    this.lake = lake;
  }

  private static String row(String id, int v, String at) {
    return "{\"id\": \"%s\", \"v\": %d, \"at\": \"%s\"}".formatted(id, v, at);
  }

  private static String response(String made, int v) {
    return "{\"made\": \"%s\", \"rows\": [{\"id\": \"a\", \"v\": %d}]}".formatted(made, v);
  }

  @Test
  void theLatestMomentCountsAndNotTheLastText() {
    Feed feed =
        Orders.feed(lake, contract -> contract.columns(Orders.ID, Orders.V, AT).order("/at"));
    feed.rows(
        row("half", 2, "2024-01-01T00:00:00.5Z"),
        row("half", 1, "2024-01-01T00:00:00Z"),
        row("east", 1, "2024-01-01T01:00:00+02:00"),
        row("east", 2, "2024-01-01T00:00:00Z"));
    assertThat(feed.run().counts()).isEqualTo(new Counts(4, 2, 0, 0, 2, 0));
    assertThat(feed.select("id, v")).containsExactly("[east,2]", "[half,2]");

    feed.rows(row("half", 3, "2024-01-01T00:00:00.25Z"), row("east", 3, "2023-12-31T19:30-05:00"));
    assertThat(feed.run().counts())
        .as("one is late, and one is news")
        .isEqualTo(new Counts(2, 0, 1, 0, 1, 0));
    assertThat(feed.select("id, v")).containsExactly("[east,3]", "[half,2]");
    assertThat(feed.replay().outcome())
        .as("all at once come to the same")
        .isEqualTo(RunOutcome.UNCHANGED);
  }

  @Test
  void versionsAreInTheOrderOfTheirMoments() {
    Feed feed =
        Orders.feed(
            lake,
            contract ->
                contract
                    .columns(
                        Orders.ID,
                        Orders.V,
                        "{name: at, logicalType: timestamp, required: true, customProperties: [{property: firn.volatile, value: true}]}")
                    .word("merge", "scd2")
                    .word("validFrom", "at"));
    feed.rows(row("a", 2, "2024-01-01T00:00:00.5Z"), row("a", 1, "2024-01-01T00:00:00Z"));
    feed.run();
    feed.rows(row("a", 3, "2024-01-01T02:00:00.25+02:00"));
    feed.run();

    assertThat(
            feed.select(
                "v, date_format(firn_valid_from, 's.SSS'), date_format(firn_valid_to, 's.SSS')"))
        .containsExactly("[1,0.000,0.250]", "[2,0.500,null]", "[3,0.250,0.500]");
  }

  @Test
  void aMirrorHasWhatTheLatestResponseHas() {
    Feed feed = mirror("{at: '#/made', logicalType: timestamp, transformLogic: utc}");
    feed.land(response("2024-01-01T00:00:00.5Z", 2));
    feed.run();
    feed.land(response("2024-01-01 00:00:00", 1));

    assertThat(feed.run().counts()).isEqualTo(new Counts(1, 0, 0, 0, 1, 0));
    assertThat(feed.select("v")).containsExactly("[2]");
  }

  @Test
  void recordsWithoutATimeToOrderThemByAreRejected() {
    Feed feed = mirror("{at: '#/made', logicalType: timestamp}");
    feed.land(response("2024-01-01T00:00:00Z", 1));
    feed.run();
    feed.land(response("this morning", 2));

    assertThat(feed.run().counts()).isEqualTo(new Counts(1, 0, 0, 0, 0, 1));
    assertThat(feed.select("v")).containsExactly("[1]");
    assertThat(feed.rejected("reason, place"))
        .containsExactly(
            "[the contract orders records by #/made: expected a time with its offset (ISO 8601), found \"this morning\",/made]");
  }

  @Test
  void aTableThatWasOrderedByTextIsMadeAnewFirst() {
    Feed feed = mirror("'#/made'");
    feed.land(response("2024-01-01T00:00:00Z", 1));
    feed.run();
    feed.land(response("2024-01-01T00:00:00.5Z", 2));
    feed.run();
    assertThat(feed.select("v")).as("a point is below Z").containsExactly("[1]");
    Feed byTime =
        feed.changed(
            contract ->
                contract
                    .columns(Orders.ID, Orders.V)
                    .word("merge", "mirror")
                    .word("order", "[{at: '#/made', logicalType: timestamp}]"));
    assertThatThrownBy(byTime::run)
        .isInstanceOf(FirnException.class)
        .hasMessage(
            "table %s does not fit its contract any more: its rows are ordered by another firn.order"
                .formatted(feed.table()));

    byTime.replay();
    assertThat(byTime.select("v")).containsExactly("[2]");
    byTime.land(response("2024-01-01T00:00:00.25Z", 3));
    byTime.run();
    assertThat(byTime.select("v")).containsExactly("[2]");
  }

  private Feed mirror(String order) {
    return Orders.feed(
        lake,
        contract ->
            contract
                .columns(Orders.ID, Orders.V)
                .word("merge", "mirror")
                .word("order", "[" + order + "]"));
  }
}
