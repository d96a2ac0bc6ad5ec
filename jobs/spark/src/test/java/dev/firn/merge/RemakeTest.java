package dev.firn.merge;

import static dev.firn.merge.Orders.response;
import static dev.firn.merge.Orders.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.fault.FirnException;
import dev.firn.run.RunOutcome;
import dev.firn.table.Counts;
import dev.firn.table.Decide;
import dev.firn.testing.Feed;
import dev.firn.testing.SparkLake;
import dev.firn.testing.TestContract;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that are made anew from raw, after their contract has changed or without that. */
@ExtendWith(SparkLake.Extension.class)
class RemakeTest {

  private final SparkLake lake;

  RemakeTest(SparkLake lake) {
    this.lake = lake;
  }

  @Test
  void changesNothingWhereNothingDiffers() {
    Feed feed = Orders.byArrival(lake);
    feed.rows(row("a", 1), row("b", 1));
    feed.run();
    feed.rows(row("a", 2));
    feed.run();
    long before = feed.state().main().snapshotId();

    assertThat(feed.replay().counts()).isEqualTo(new Counts(3, 0, 0, 2, 1, 0));
    assertThat(feed.state().main().snapshotId()).isEqualTo(before);
  }

  @Test
  void takesOutWhatSomebodyWroteIntoRowsByHand() {
    Feed feed =
        Orders.feed(
            lake,
            contract ->
                contract.columns(
                    Orders.ID,
                    Orders.V,
                    "{name: names, logicalType: object, physicalType: map, properties: [{name: value, logicalType: integer}]}"));
    feed.rows(
        "{\"id\": \"a\", \"v\": 1, \"names\": {\"x\": 1, \"y\": 2}}",
        "{\"id\": \"b\", \"v\": 1, \"names\": {\"x\": 1}}",
        row("c", 1));
    feed.run();
    assertThat(feed.replay().outcome()).isEqualTo(RunOutcome.UNCHANGED);
    lake.sql("UPDATE %s SET v = 7 WHERE id = 'a'".formatted("firn.lake." + feed.table()));
    lake.sql(
        "UPDATE %s SET names = map('x', 9) WHERE id = 'b'".formatted("firn.lake." + feed.table()));

    assertThat(feed.replay().counts()).isEqualTo(new Counts(3, 0, 2, 1, 0, 0));
    assertThat(feed.select("id, v, names['x']"))
        .containsExactly("[a,1,1]", "[b,1,1]", "[c,1,null]");
  }

  @Test
  void fillsAPromotedFieldAsFarBackAsRawGoes() {
    Feed feed = Orders.byArrival(lake);
    feed.rows(row("a", 1, 7), row("b", 1));
    feed.run();
    feed.rows(row("c", 1, 8));
    feed.run();
    assertThat(feed.select("id, firn_extra"))
        .containsExactly("[a,{\"rev\":7}]", "[b,null]", "[c,{\"rev\":8}]");
    Feed promoted = withRev(feed);
    promoted.rows(row("d", 1, 9));
    promoted.run();
    assertThat(promoted.select("id, rev"))
        .as("what was there before is as it was")
        .containsExactly("[a,null]", "[b,null]", "[c,null]", "[d,9]");

    assertThat(promoted.replay().counts()).isEqualTo(new Counts(4, 0, 2, 2, 0, 0));
    assertThat(promoted.select("id, rev, firn_extra"))
        .containsExactly("[a,7,null]", "[b,null,null]", "[c,8,null]", "[d,9,null]");
    assertThat(promoted.replay().outcome()).isEqualTo(RunOutcome.UNCHANGED);
  }

  @Test
  void mergesRejectedRecordsThatFitNow() {
    Feed feed = Orders.byArrival(lake);
    feed.rows("{\"id\": \"a\", \"v\": \"1\"}", row("b", 1));
    feed.run();
    assertThat(feed.rejected("firn_pointer")).containsExactly("[/rows/0]");
    Feed parsing =
        feed.changed(
            contract ->
                contract.columns(
                    Orders.ID, "{name: v, logicalType: integer, transformLogic: parse}"));
    parsing.rows("{\"id\": \"c\", \"v\": \"3\"}");
    parsing.run();

    assertThat(parsing.replay().counts()).isEqualTo(new Counts(3, 1, 0, 2, 0, 0));
    assertThat(parsing.select("id, v")).containsExactly("[a,1]", "[b,1]", "[c,3]");
    assertThat(parsing.rejected("firn_pointer")).isEmpty();
  }

  @Test
  void takesOutRowsThatNoRecordMakesAnyMore() {
    Feed feed = Orders.byArrival(lake);
    feed.rows(row("a", 1), "{\"id\": \"b\"}");
    feed.run();
    Feed strict =
        feed.changed(
            contract ->
                contract.columns(Orders.ID, "{name: v, logicalType: integer, required: true}"));

    assertThat(strict.replay().counts()).isEqualTo(new Counts(2, 0, 0, 1, 0, 1, 1));
    assertThat(strict.select("id, v")).containsExactly("[a,1]");
    assertThat(strict.rejected("firn_pointer")).containsExactly("[/rows/1]");
  }

  @Test
  void leavesOutWhatIsExcluded() {
    Feed feed = Orders.byArrival(lake);
    feed.rows(row("a", 1));
    feed.run();
    long bad = feed.rows(row("a", 2), row("b", 2)).seq();
    new Decide(feed.lakeTable()).exclude(List.of(bad), "wrong unit");

    assertThat(feed.replay().outcome()).isEqualTo(RunOutcome.UNCHANGED);
    assertThat(feed.select("id, v")).containsExactly("[a,1]");
  }

  @Test
  void appendedRowsAreRecognisedByTheirRecords() {
    Feed feed = append(contract -> contract.columns(Orders.V));
    feed.rows("{\"v\": 1, \"rev\": 1}", "{\"v\": 1, \"rev\": 2}", "{\"v\": \"x\"}");
    feed.run();
    assertThat(feed.replay().counts()).isEqualTo(new Counts(3, 0, 0, 2, 0, 1));
    Feed promoted =
        feed.changed(contract -> contract.columns(Orders.V, Orders.REV).word("merge", "append"));

    assertThat(promoted.replay().counts()).isEqualTo(new Counts(3, 0, 2, 0, 0, 1));
    assertThat(promoted.select("v, rev")).containsExactly("[1,1]", "[1,2]");
  }

  @Test
  void versionsOfAnotherContractFollow() {
    Feed feed =
        Orders.feed(lake, contract -> contract.columns(Orders.ID, Orders.V).word("merge", "scd2"));
    feed.rows(row("a", 1, 1));
    feed.run();
    feed.rows(row("a", 1, 1), row("b", 1, 1));
    feed.run();
    feed.rows(row("a", 2, 1));
    feed.run();
    assertThat(feed.replay().outcome()).isEqualTo(RunOutcome.UNCHANGED);
    Feed constant =
        feed.changed(
            contract ->
                contract
                    .columns(
                        Orders.ID,
                        "{name: v, logicalType: integer, customProperties: [{property: firn.volatile, value: true}]}",
                        Orders.REV)
                    .word("merge", "scd2"));

    assertThat(constant.replay().counts().deleted()).isEqualTo(1);
    assertThat(constant.select("id, rev, firn_valid_to"))
        .containsExactly("[a,1,null]", "[b,1,null]");
  }

  @Test
  void anotherOrderWaitsUntilRowsAreMadeByIt() {
    Feed feed = Orders.byArrival(lake);
    feed.land(response(2, row("a", 2)));
    feed.run();
    feed.land(response(1, row("a", 1), row("b", 1)));
    feed.run();
    assertThat(feed.select("id, v")).containsExactly("[a,1]", "[b,1]");
    Feed ordered = feed.changed(contract -> contract.columns(Orders.ID, Orders.V).order("#/made"));
    assertThatThrownBy(ordered::run)
        .isInstanceOf(FirnException.class)
        .hasMessage(
            "table %s does not fit its contract any more: its rows are ordered by another firn.order"
                .formatted(feed.table()))
        .satisfies(
            e ->
                assertThat(((FirnException) e).next())
                    .contains(
                        "firn plan %s says what can be done about it".formatted(feed.table())));

    assertThat(ordered.replay().counts()).isEqualTo(new Counts(3, 0, 2, 0, 1, 0));
    assertThat(ordered.select("id, v")).containsExactly("[a,2]", "[b,1]");
    ordered.land(response(1, row("a", 9), row("b", 9)));
    ordered.run();
    assertThat(ordered.select("id, v"))
        .as("a late one is known for one by the new order")
        .containsExactly("[a,2]", "[b,9]");
  }

  /** A new member is the last in the table, wherever the contract has it. */
  @ParameterizedTest
  @ValueSource(strings = {"upsert", "scd2"})
  void fillsPromotedMembersOfWhatListsAndMapsHold(String merge) {
    String lone = "{name: lon, logicalType: string}";
    String both = "{name: alt, logicalType: string}, " + lone;
    Feed feed = Orders.feed(lake, contract -> places(contract, lone).word("merge", merge));
    feed.rows(place("a", 1), place("b", 1));
    feed.run();
    assertThat(feed.select("id, firn_extra IS NULL")).containsExactly("[a,false]", "[b,false]");
    Feed promoted = feed.changed(contract -> places(contract, both).word("merge", merge));
    promoted.rows(place("b", 2), place("c", 1));
    promoted.run();
    String seen =
        "id, stops[0].lon, stops[0].alt, named['x'].lon, named['x'].alt, one.lon, one.alt, firn_extra";
    assertThat(promoted.select(seen))
        .contains(
            "[b,lon2,alt2,lon2,alt2,lon2,alt2,null]", "[c,lon1,alt1,lon1,alt1,lon1,alt1,null]");

    promoted.replay();
    assertThat(promoted.select(seen))
        .contains(
            "[a,lon1,alt1,lon1,alt1,lon1,alt1,null]", "[b,lon2,alt2,lon2,alt2,lon2,alt2,null]")
        .noneMatch(row -> row.contains("{"));
    assertThat(promoted.replay().outcome()).isEqualTo(RunOutcome.UNCHANGED);
    promoted.rows(place("a", 3));
    promoted.run();
    assertThat(promoted.select(seen)).contains("[a,lon3,alt3,lon3,alt3,lon3,alt3,null]");
  }

  private static TestContract places(TestContract contract, String members) {
    String object = "logicalType: object, properties: [%s]".formatted(members);
    return contract.columns(
        Orders.ID,
        "{name: stops, logicalType: array, items: {%s}}".formatted(object),
        "{name: named, logicalType: object, physicalType: map, properties: [{name: value, %s}]}"
            .formatted(object),
        "{name: one, %s}".formatted(object));
  }

  private static String place(String id, int n) {
    String object = "{\"lon\": \"lon%d\", \"alt\": \"alt%d\"}".formatted(n, n);
    return "{\"id\": \"%s\", \"stops\": [%s], \"named\": {\"x\": %s}, \"one\": %s}"
        .formatted(id, object, object, object);
  }

  private static Feed withRev(Feed feed) {
    return feed.changed(contract -> contract.columns(Orders.ID, Orders.V, Orders.REV));
  }

  private Feed append(UnaryOperator<TestContract> contract) {
    return Orders.feed(lake, one -> contract.apply(one).word("merge", "append"));
  }
}
