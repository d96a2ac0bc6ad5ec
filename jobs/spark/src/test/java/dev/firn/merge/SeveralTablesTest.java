package dev.firn.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.raw.Batch;
import dev.firn.run.RunOutcome;
import dev.firn.run.TableReport;
import dev.firn.table.Counts;
import dev.firn.table.Decide;
import dev.firn.testing.Feed;
import dev.firn.testing.SparkLake;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One response, several tables: each has its own records, strategy, rules and fate. */
@ExtendWith(SparkLake.Extension.class)
class SeveralTablesTest {

  private static final String RESPONSE =
      "{\"made\": %d, \"rows\": [%s], \"stats\": {\"zones\": {%s}}, \"events\": [%s]}";

  private final SparkLake lake;
  private Feed orders;
  private Feed zones;
  private Feed events;

  SeveralTablesTest(SparkLake lake) {
    this.lake = lake;
  }

  @BeforeEach
  void contract() {
    orders =
        Orders.feed(
            lake,
            contract ->
                contract
                    .columns(Orders.ID, Orders.V)
                    .and(
                        "zones",
                        other ->
                            other
                                .records("/stats/zones")
                                .word("recordsAre", "members")
                                .word("merge", "mirror")
                                .order("#/made")
                                .columns(
                                    "{name: zone, logicalType: string, primaryKey: true, required: true, transformSourceObjects: ['0#']}",
                                    "{name: open, logicalType: integer}",
                                    "{name: made, logicalType: integer, transformSourceObjects: ['#/made'], customProperties: [{property: firn.volatile, value: true}]}")
                                .ruleset("error", "changedRows", "ColumnValues \"open\" >= 0"))
                    .and(
                        "events",
                        other ->
                            other
                                .records("/events")
                                .word("merge", "append")
                                .columns("{name: what, logicalType: string}")));
    zones = orders.beside("zones");
    events = orders.beside("events");
  }

  @Test
  void aResponseIsLandedOnceAndMergedByEachTable() {
    Batch batch = land(1, Orders.row("a", 1), zone("n", 3) + ", " + zone("s", 4), event("up"));

    assertThat(batch.scans()).containsOnlyKeys(orders.table(), zones.table(), events.table());
    assertThat(orders.run().counts()).isEqualTo(new Counts(1, 1, 0, 0, 0, 0));
    assertThat(zones.run().counts()).isEqualTo(new Counts(2, 2, 0, 0, 0, 0));
    assertThat(events.run().counts()).isEqualTo(new Counts(1, 1, 0, 0, 0, 0));

    land(2, Orders.row("b", 1), zone("s", 4), event("up"));
    assertThat(orders.run().counts()).isEqualTo(new Counts(1, 1, 0, 0, 0, 0));
    assertThat(zones.run().counts()).isEqualTo(new Counts(1, 0, 0, 1, 0, 0, 1));
    assertThat(events.run().counts()).isEqualTo(new Counts(1, 1, 0, 0, 0, 0));

    assertThat(orders.select("id, v, firn_seq, firn_pointer"))
        .containsExactly("[a,1,1,/rows/0]", "[b,1,2,/rows/0]");
    assertThat(zones.select("zone, open, made, firn_seq, firn_pointer"))
        .containsExactly("[s,4,1,1,/stats/zones/s]");
    assertThat(events.select("what, firn_seq, firn_pointer"))
        .containsExactly("[up,1,/events/0]", "[up,2,/events/0]");
  }

  @Test
  void aTableThatFailsItsAuditKeepsNoOtherFromPublishing() {
    land(1, Orders.row("a", 1), zone("n", 3), event("up"));
    List.of(orders, zones, events).forEach(Feed::run);
    land(2, Orders.row("a", 2), zone("n", -1) + ", " + zone("s", 5), event("down"));

    assertThat(orders.run().outcome()).isEqualTo(RunOutcome.PUBLISHED);
    assertThat(zones.run().outcome()).isEqualTo(RunOutcome.HELD);
    assertThat(events.run().outcome()).isEqualTo(RunOutcome.PUBLISHED);
    assertThat(orders.select("id, v")).containsExactly("[a,2]");
    assertThat(zones.select("zone, open")).containsExactly("[n,3]");
    assertThat(events.select("what")).containsExactly("[down]", "[up]");

    land(3, Orders.row("a", 3), zone("s", 6), event("up"));
    assertThat(orders.run().outcome()).isEqualTo(RunOutcome.PUBLISHED);
    assertThat(zones.runWithoutEngine().outcome()).isEqualTo(RunOutcome.HELD);

    new Decide(zones.lakeTable()).exclude(List.of(2L), "fewer than none");
    TableReport report = zones.run();
    assertThat(report.batches()).isEqualTo("3");
    assertThat(report.counts()).isEqualTo(new Counts(1, 1, 0, 0, 0, 0, 1));
    assertThat(zones.select("zone, open")).containsExactly("[s,6]");
    assertThat(events.run().batches()).isEqualTo("3");
    assertThat(events.select("what")).containsExactly("[down]", "[up]", "[up]");
    assertThat(orders.state().applied().skipped()).isEmpty();
  }

  @Test
  void newsForOneTableIsNoneForAnother() {
    land(1, Orders.row("a", 1), zone("n", 3), event("up"));
    List.of(orders, zones, events).forEach(Feed::run);
    land(1, Orders.row("a", 2), zone("n", 3), event("up"));

    assertThat(orders.run().outcome()).isEqualTo(RunOutcome.PUBLISHED);
    assertThat(zones.runWithoutEngine().outcome()).isEqualTo(RunOutcome.UNCHANGED);
    assertThat(events.run().outcome()).isNotEqualTo(RunOutcome.HELD);
  }

  @Test
  void aResponseThatLacksTheRecordsOfOneTableIsUnreadableForAll() {
    land(1, Orders.row("a", 1), zone("n", 3), event("up"));
    List.of(orders, zones, events).forEach(Feed::run);

    Batch batch =
        orders.land("{\"made\": 2, \"rows\": [%s], \"events\": []}".formatted(Orders.row("a", 2)));

    assertThat(batch.kind()).isEqualTo(Batch.Kind.UNREADABLE);
    assertThat(batch.unreadable().message())
        .isEqualTo("expected an object of records at /stats/zones, found nothing there");
    for (Feed table : List.of(orders, zones, events)) {
      assertThat(table.runWithoutEngine().outcome()).isEqualTo(RunOutcome.UNCHANGED);
    }
    assertThat(orders.select("id, v")).containsExactly("[a,1]");
  }

  private Batch land(int made, String rows, String zones, String events) {
    return orders.land(RESPONSE.formatted(made, rows, zones, events));
  }

  private static String zone(String name, int open) {
    return "\"%s\": {\"open\": %d}".formatted(name, open);
  }

  private static String event(String what) {
    return "{\"what\": \"%s\"}".formatted(what);
  }
}
