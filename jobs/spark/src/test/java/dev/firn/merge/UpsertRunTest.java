package dev.firn.merge;

import static dev.firn.merge.Orders.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.run.RunOutcome;
import dev.firn.run.TableReport;
import dev.firn.table.Counts;
import dev.firn.testing.Feed;
import dev.firn.testing.SparkLake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a run makes of records: where each went, and what the table says then. */
@ExtendWith(SparkLake.Extension.class)
class UpsertRunTest {

  private final SparkLake lake;

  UpsertRunTest(SparkLake lake) {
    this.lake = lake;
  }

  @Test
  void newAndChangedRowsAreWrittenAndTheRestIsLeftAlone() {
    Feed feed = Orders.byArrival(lake);
    feed.rows(row("a", 1), row("b", 1));
    TableReport first = feed.run();
    feed.rows(row("a", 1), row("b", 2), row("c", 3));
    TableReport second = feed.run();

    assertThat(first.outcome()).isEqualTo(RunOutcome.PUBLISHED);
    assertThat(first.counts()).isEqualTo(new Counts(2, 2, 0, 0, 0, 0));
    assertThat(second.outcome()).isEqualTo(RunOutcome.PUBLISHED);
    assertThat(second.counts()).isEqualTo(new Counts(3, 1, 1, 1, 0, 0));
    assertThat(feed.select("id, v, firn_seq")).containsExactly("[a,1,1]", "[b,2,2]", "[c,3,2]");
  }

  @Test
  void whatIsNotRequiredAnyMoreMayBeMissing() {
    Feed strict =
        Orders.feed(
            lake,
            contract ->
                contract.columns(Orders.ID, "{name: v, logicalType: integer, required: true}"));
    strict.rows(row("a", 1));
    strict.run();
    Feed relaxed = strict.changed(contract -> contract.columns(Orders.ID, Orders.V));
    relaxed.rows("{\"id\": \"b\"}");

    assertThat(relaxed.run().counts()).isEqualTo(new Counts(1, 1, 0, 0, 0, 0));
    assertThat(relaxed.select("id, v")).containsExactly("[a,1]", "[b,null]");
  }

  @Test
  void aBatchThatTheContractCannotFindItsWayInIsNamed() {
    Feed old = Orders.byArrival(lake);
    old.rows(row("a", 1));
    Feed moved =
        old.changed(contract -> contract.columns(Orders.ID, Orders.V).records("/data/rows"));

    assertThatThrownBy(moved::run)
        .isInstanceOfSatisfying(
            FirnException.class,
            e -> {
              assertThat(e.fault()).isEqualTo(Fault.USAGE);
              assertThat(e.getMessage())
                  .startsWith("batch 1 (raw/")
                  .contains("cannot be read as the contract says now");
              assertThat(e.next().orElseThrow())
                  .isEqualTo(
                      "correct the contract, or firn exclude %s 1 --reason \"…\" leaves the batch out"
                          .formatted(old.table()));
            });
    assertThat(old.state().metadata().refs()).containsOnlyKeys("main");
    assertThat(old.run().counts()).isEqualTo(new Counts(1, 1, 0, 0, 0, 0));
  }

  @Test
  void ofOneResponseTheLastByTheOrderCounts() {
    Feed feed = Orders.byRevision(lake);
    feed.rows(row("a", 1, 2), row("a", 2, 10), row("a", 3, 9), "{\"id\": \"a\", \"v\": 4}");

    assertThat(feed.run().counts()).isEqualTo(new Counts(4, 1, 0, 0, 3, 0));
    assertThat(feed.select("id, v, rev, firn_pointer")).containsExactly("[a,2,10,/rows/1]");
  }

  @Test
  void ofSeveralResponsesInOneRunTheLastByTheOrderCounts() {
    Feed feed = Orders.byRevision(lake);
    feed.rows(row("a", 1, 1), row("b", 1, 5));
    feed.rows(row("a", 2, 2), row("b", 2, 4));

    assertThat(feed.run().counts()).isEqualTo(new Counts(4, 2, 0, 0, 2, 0));
    assertThat(feed.select("id, v, firn_seq")).containsExactly("[a,2,2]", "[b,1,1]");
  }

  @Test
  void withoutAnOrderWhatLandsLastCounts() {
    Feed feed = Orders.byArrival(lake);
    feed.rows(row("a", 1));
    feed.rows(row("a", 2));

    assertThat(feed.run().counts()).isEqualTo(new Counts(2, 1, 0, 0, 1, 0));
    assertThat(feed.select("id, v")).containsExactly("[a,2]");
  }

  @Test
  void atTheSameOrderTheLaterResponseCounts() {
    Feed feed = Orders.byRevision(lake);
    feed.rows(row("a", 1, 7));
    feed.rows(row("a", 2, 7));
    feed.run();
    assertThat(feed.select("v")).containsExactly("[2]");

    feed.rows(row("a", 3, 7));
    assertThat(feed.run().counts()).isEqualTo(new Counts(1, 0, 1, 0, 0, 0));
    assertThat(feed.select("v")).containsExactly("[3]");
  }

  @Test
  void repetitionsWithinAResponseAreOneRow() {
    Feed feed = Orders.byRevision(lake);
    feed.rows(row("a", 1, 1), "{\"rev\": 1, \"v\": 1, \"id\": \"a\"}", row("a", 1, 1));

    assertThat(feed.run().counts()).isEqualTo(new Counts(3, 1, 0, 0, 2, 0));
    assertThat(feed.select("id, v")).containsExactly("[a,1]");
  }

  @Test
  void recordsThatContradictEachOtherAreAllRejected() {
    Feed feed = Orders.byRevision(lake);
    feed.rows(row("a", 1, 1), row("a", 2, 2), row("a", 3, 2), row("a", 3, 2), row("b", 1, 2));

    assertThat(feed.run().counts()).isEqualTo(new Counts(5, 2, 0, 0, 0, 3));
    assertThat(feed.select("id, v")).containsExactly("[a,1]", "[b,1]");
    String why = "another record of this response has the same key and order, and other content";
    assertThat(feed.rejected("firn_seq, place, reason, record"))
        .containsExactly(
            "[1,/rows/1," + why + ",{\"id\":\"a\",\"v\":2,\"rev\":2}]",
            "[1,/rows/2," + why + ",{\"id\":\"a\",\"v\":3,\"rev\":2}]",
            "[1,/rows/3," + why + ",{\"id\":\"a\",\"v\":3,\"rev\":2}]");
  }

  @Test
  void contradictionsInUndeclaredMembersShowThem() {
    Feed feed = Orders.byRevision(lake);
    feed.rows("{\"id\": \"a\", \"rev\": 1, \"new\": 1}", "{\"id\": \"a\", \"rev\": 1, \"new\": 2}");

    assertThat(feed.run().counts()).isEqualTo(new Counts(2, 0, 0, 0, 0, 2));
    assertThat(feed.rejected("record"))
        .containsExactly(
            "[{\"id\":\"a\",\"rev\":1,\"firn_extra\":\"{\\\"new\\\":1}\"}]",
            "[{\"id\":\"a\",\"rev\":1,\"firn_extra\":\"{\\\"new\\\":2}\"}]");
  }

  @Test
  void sameOrderInDifferentResponsesIsNoContradiction() {
    Feed feed = Orders.byRevision(lake);
    feed.rows(row("a", 1, 1));
    feed.rows(row("a", 2, 1));

    assertThat(feed.run().counts()).isEqualTo(new Counts(2, 1, 0, 0, 1, 0));
    assertThat(feed.select("v")).containsExactly("[2]");
  }

  @Test
  void recordsWithoutAKeyAreRejectedEveryTime() {
    Feed feed = Orders.byArrival(lake);
    feed.rows("{\"v\": 1}", row("a", 1));
    feed.run();
    feed.rows("{\"id\": null, \"v\": 1}", row("a", 2));
    TableReport second = feed.run();

    assertThat(second.counts()).isEqualTo(new Counts(2, 0, 1, 0, 0, 1));
    assertThat(feed.select("id, v")).containsExactly("[a,2]");
    assertThat(feed.rejected("firn_seq, place, reason"))
        .containsExactly(
            "[1,/rows/0/id,id is required and missing]",
            "[2,/rows/0/id,id is required and missing]");
  }

  @Test
  void aBatchThatIsAllRejectedIsDoneWith() {
    Feed feed = Orders.byArrival(lake);
    feed.rows("{\"v\": 1}", "5");

    TableReport report = feed.run();

    assertThat(report.outcome()).isEqualTo(RunOutcome.UNCHANGED);
    assertThat(report.counts()).isEqualTo(new Counts(2, 0, 0, 0, 0, 2));
    assertThat(feed.rejected("reason"))
        .containsExactly("[id is required and missing]", "[expected an object, found 5]");
    assertThat(feed.runWithoutEngine().outcome()).isEqualTo(RunOutcome.UNCHANGED);
  }

  @Test
  void aKeyIsOneRowAfterManyRuns() {
    Feed feed = Orders.byArrival(lake);
    for (int run = 0; run < 5; run++) {
      feed.rows(row("a", run), row("b", run % 2), row("c" + run, 0));
      feed.run();
    }

    assertThat(feed.select("id, v"))
        .containsExactly("[a,4]", "[b,0]", "[c0,0]", "[c1,0]", "[c2,0]", "[c3,0]", "[c4,0]");
  }

  @Test
  void aChangeOfVolatileColumnsAloneIsNone() {
    Feed feed =
        Orders.feed(
            lake,
            contract ->
                contract.columns(
                    Orders.ID,
                    "{name: v, logicalType: integer, customProperties: [{property: firn.volatile, value: true}]}"));
    feed.rows(row("a", 1));
    feed.run();
    feed.rows(row("a", 2));

    assertThat(feed.run().counts()).isEqualTo(new Counts(1, 0, 0, 1, 0, 0));
    assertThat(feed.select("v")).containsExactly("[1]");
  }
}
