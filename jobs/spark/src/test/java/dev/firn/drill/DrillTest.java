package dev.firn.drill;

import static dev.firn.drill.DrillScene.everythingIsOk;
import static dev.firn.drill.DrillScene.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.drill.DrillReport.Outcome;
import dev.firn.drill.DrillReport.Result;
import dev.firn.run.RunIds;
import dev.firn.run.RunOutcome;
import dev.firn.table.CreateTable;
import dev.firn.testing.Feed;
import dev.firn.testing.LakeContents;
import dev.firn.testing.SparkLake;
import dev.firn.testing.TestContract;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a drill rehearses, on each kind of table, while nothing of production changes. */
@ExtendWith(SparkLake.Extension.class)
class DrillTest {

  private static final String ID =
      "{name: id, logicalType: string, primaryKey: true, required: true}";
  private static final String V = "{name: v, logicalType: integer}";
  private static final String NAME = "{name: name, logicalType: string}";
  private static final String AT =
      "{name: at, logicalType: timestamp, physicalType: timestamptz, required: true, customProperties: [{property: firn.volatile, value: true}]}";

  private final SparkLake lake;
  private final DrillScene scene;

  DrillTest(SparkLake lake) {
    this.lake = lake;
    this.scene = new DrillScene(lake);
  }

  private Feed feed(UnaryOperator<TestContract> contract) {
    return Feed.of(lake, "drilled", contract);
  }

  private Feed upsert() {
    return feed(
        contract ->
            contract
                .columns(ID, V, NAME)
                .ruleset("error", "changedRows", "ColumnValues \"v\" between -1 and 100"));
  }

  private static String row(String id, int v) {
    return "{\"id\": \"%s\", \"v\": %d, \"name\": \"n\"}".formatted(id, v);
  }

  private static String at(String id, int v, String time) {
    return "{\"id\": \"%s\", \"v\": %d, \"at\": \"2026-01-01T%s:00Z\"}".formatted(id, v, time);
  }

  /** Two runs that publish. */
  private static Feed ran(Feed feed, String first, String second) {
    feed.land(first);
    assertThat(feed.run().outcome()).isEqualTo(RunOutcome.PUBLISHED);
    feed.land(second);
    assertThat(feed.run().outcome()).isEqualTo(RunOutcome.PUBLISHED);
    return feed;
  }

  private static String rows(String... records) {
    return "{\"made\": 1, \"rows\": [" + String.join(", ", records) + "]}";
  }

  @Test
  void anUpsert() {
    Feed feed =
        ran(upsert(), rows(row("a", 1), row("b", 2), "{\"v\": 1}"), rows(row("b", 3), row("c", 4)));

    DrillReport report = scene.drillBeside(feed);

    everythingIsOk(report);
    assertThat(step(report, DrillStep.BAD_RUN).what())
        .isEqualTo(
            "batch 2 again with 2 of 2 records spoilt: the audit caught it (ColumnValues \"v\" between -1 and 100), and it was published as --accept does; it changed +0 ~2 -0 rows");
    assertThat(step(report, DrillStep.COMPARISON).what())
        .isEqualTo(
            "no file, column or batch differs from before the bad run; readers count 3 rows; compared row by row, +0 ~2 -0 rows went back");
    assertThat(step(report, DrillStep.REPLAY).what())
        .isEqualTo("5 records of batches 1-2 make the rows that main has");
    assertThat(report.window().points()).as("the empty table, and two runs").isEqualTo(3);
    assertThat(report.window().promised()).isEqualTo("P7D");
    assertThat(report.window().filesLookedAt()).isEqualTo(report.window().files()).isPositive();
  }

  @Test
  void aMirrorThatLeavesNobodyOut() {
    Feed feed =
        ran(
            feed(contract -> contract.columns(ID, V).word("merge", "mirror").order("#/made")),
            rows(row("a", 1), row("b", 2)),
            "{\"made\": 2, \"rows\": [%s, %s]}".formatted(row("b", 2), row("c", 0)));

    DrillReport report = scene.drillBeside(feed);

    everythingIsOk(report);
    assertThat(step(report, DrillStep.BAD_RUN).what())
        .isEqualTo(
            "batch 2 again with 2 of 2 records spoilt: no rule caught it, and it was published; it changed +0 ~2 -0 rows");
  }

  @Test
  void anAppend() {
    Feed feed =
        ran(
            feed(
                contract ->
                    contract
                        .columns("{name: id, logicalType: string, required: true}", V)
                        .word("merge", "append")),
            rows(row("a", 1)),
            rows(row("a", 1), row("b", 2)));

    DrillReport report = scene.drillBeside(feed);

    everythingIsOk(report);
    assertThat(step(report, DrillStep.BAD_RUN).what()).endsWith("it changed +2 ~0 -0 rows");
  }

  @Test
  @Tag("full")
  void versionsByTime() {
    Feed feed =
        ran(
            feed(
                contract ->
                    contract.columns(ID, V, AT).word("merge", "scd2").word("validFrom", "at")),
            rows(at("a", 1, "01:00"), at("b", 1, "01:00")),
            rows(at("a", 2, "02:00"), at("b", 2, "03:00")));

    everythingIsOk(scene.drillBeside(feed));
  }

  @Test
  void versionsByArrival() {
    Feed feed =
        ran(
            feed(contract -> contract.columns(ID, V).word("merge", "scd2")),
            rows(row("a", 1), row("b", 1)),
            rows(row("a", 2)));

    DrillReport report = scene.drillBeside(feed);

    everythingIsOk(report);
    assertThat(step(report, DrillStep.BAD_RUN).what())
        .as("a version more, and one that ended")
        .endsWith("it changed +1 ~1 -0 rows");
  }

  @Test
  void aTableThatIsHeldIsReleasedOnTheCloneAlone() {
    Feed feed = ran(upsert(), rows(row("a", 1)), rows(row("b", 2)));
    feed.land(rows(row("c", 1000)));
    assertThat(feed.run().outcome()).isEqualTo(RunOutcome.HELD);

    DrillReport report = scene.drillBeside(feed);

    everythingIsOk(report);
    assertThat(step(report, DrillStep.CLONE).what())
        .contains("; it is held (the audit of run ", "and the clone was released");
    assertThat(feed.state().hold()).isPresent();
  }

  @Test
  @Tag("full")
  void batchesThatAFailedAuditSkipsAreRehearsedAllTheSame() {
    Feed feed =
        ran(
            feed(
                contract ->
                    contract
                        .columns(ID, V)
                        .word("afterFailedAudit", "skip")
                        .ruleset("error", "changedRows", "ColumnValues \"v\" between -1 and 100")),
            rows(row("a", 1)),
            rows(row("b", 7)));

    DrillReport report = scene.drillBeside(feed);

    everythingIsOk(report);
    assertThat(step(report, DrillStep.BAD_RUN).what()).contains("the audit caught it");
  }

  @Test
  void runsMeanwhileDisturbNothingAndAreNotDisturbed() {
    Feed feed = ran(upsert(), rows(row("a", 1)), rows(row("b", 2)));
    AtomicBoolean ran = new AtomicBoolean();

    DrillReport report =
        scene.drill(
            feed,
            lakeOfTheDrill -> {
              feed.land(rows(row("a", 5), row("d", 6)));
              ran.set(feed.run().outcome() == RunOutcome.PUBLISHED);
              return DrillScene.ENGINES.open(lakeOfTheDrill);
            });

    everythingIsOk(report);
    assertThat(ran).isTrue();
    assertThat(step(report, DrillStep.REPLAY).what()).contains("of batches 1-2 ");
    assertThat(feed.select("id, v")).containsExactly("[a,5]", "[b,2]", "[d,6]");
    assertThat(feed.log().head()).isEqualTo(3);
  }

  @Test
  void thereIsNothingToRehearseBeforeTheFirstRun() {
    Feed feed = upsert();

    DrillReport report = scene.drillBeside(feed);

    assertThat(report.outcome()).isEqualTo(Outcome.NOTHING);
    assertThat(report.message()).isEqualTo("no run has made the table yet");
    assertThat(report.next()).containsExactly("firn run " + feed.table());
    assertThat(report.outcome().exitCode()).isZero();
  }

  @Test
  void anEmptyTableHasAWindowAndNothingToSpoil() {
    Feed feed = upsert();
    new CreateTable(lake.lake(), feed.tableContract()).execute();

    DrillReport report = scene.drillBeside(feed);

    assertThat(report.outcome()).isEqualTo(Outcome.HOLDS_IN_PART);
    assertThat(step(report, DrillStep.BAD_RUN).result()).isEqualTo(Result.LEFT_OUT);
    assertThat(step(report, DrillStep.BAD_RUN).what())
        .isEqualTo("main holds no batch with records yet, so there is nothing to spoil");
    assertThat(step(report, DrillStep.ROLLBACK).what())
        .isEqualTo("there is no bad run to go back from");
    assertThat(step(report, DrillStep.REPLAY).what())
        .isEqualTo("nothing has landed, and the table is empty");
  }

  @Test
  @Tag("full")
  void keysAloneCannotBeSpoilt() {
    Feed feed =
        ran(
            feed(contract -> contract.columns(ID)),
            rows("{\"id\": \"a\"}"),
            rows("{\"id\": \"b\"}"));

    DrillReport report = scene.drillBeside(feed);

    assertThat(report.outcome()).isEqualTo(Outcome.HOLDS_IN_PART);
    assertThat(step(report, DrillStep.BAD_RUN).what())
        .isEqualTo("batch 2 with 0 of 1 records spoilt changes no row");
    assertThat(step(report, DrillStep.REPLAY).result()).isEqualTo(Result.OK);
  }

  @Test
  @Tag("full")
  void theReplayIsLeftOutAsAskedAndTheRestHolds() {
    Feed feed = ran(upsert(), rows(row("a", 1)), rows(row("b", 2)));

    DrillReport report = scene.drill(feed, new DrillOptions(1, false));

    assertThat(report.outcome()).isEqualTo(Outcome.HOLDS);
    assertThat(step(report, DrillStep.REPLAY).result()).isEqualTo(Result.LEFT_OUT);
    assertThat(step(report, DrillStep.REPLAY).what()).isEqualTo("--no-replay");
    assertThat(report.window().filesLookedAt()).isEqualTo(1);
    assertThat(report.window().files()).isGreaterThan(1);
  }

  @Test
  @Tag("full")
  void rowsOfAnEarlierContractAreNotReplayed() {
    Feed feed = ran(upsert(), rows(row("a", 1)), rows(row("b", 2)));
    Feed changed =
        feed.changed(
            contract -> contract.columns(ID, V, NAME, "{name: extra, logicalType: string}"));

    DrillReport report = scene.drillBeside(changed);

    assertThat(report.outcome()).isEqualTo(Outcome.HOLDS_IN_PART);
    assertThat(step(report, DrillStep.COMPARISON).result()).isEqualTo(Result.OK);
    assertThat(step(report, DrillStep.REPLAY).what())
        .isEqualTo("rows are from before the contract changed: firn plan " + feed.table());
  }

  @Test
  @Tag("full")
  void aContractThatTheTableDoesNotFitKeepsTheRunFromBeingRehearsed() {
    Feed feed = ran(upsert(), rows(row("a", 1)), rows(row("b", 2)));
    Feed changed =
        feed.changed(contract -> contract.columns(ID, "{name: v, logicalType: string}", NAME));

    DrillReport report = scene.drillBeside(changed);

    assertThat(report.outcome()).isEqualTo(Outcome.HOLDS_IN_PART);
    assertThat(step(report, DrillStep.WINDOW).result()).isEqualTo(Result.OK);
    assertThat(step(report, DrillStep.BAD_RUN).what())
        .startsWith("no run can be rehearsed: table %s does not fit".formatted(feed.table()));
  }

  @Test
  void whatADrillLeftThatWasKilledGoesADayLater() {
    Feed feed = ran(upsert(), rows(row("a", 1)), rows(row("b", 2)));
    Map<String, String> before = LakeContents.of(lake.lake());
    String id = new RunIds(DrillScene.CLOCK).next();
    Rehearsal killed =
        new Rehearsal(
            id,
            new TableClone(
                id,
                lake.lake(),
                feed.state(),
                feed.contract().id(),
                feed.table(),
                DrillScene.ENGINES,
                DrillScene.CLOCK),
            feed.contract(),
            feed.tableContract(),
            new DrillOptions(1, false),
            DrillScene.CLOCK);
    killed.makeTheClone();
    killed.mergeABadBatch();
    List<String> left = lake.lake().scratch().names();
    assertThat(left).hasSize(1);

    everythingIsOk(scene.drill(feed));
    assertThat(lake.lake().scratch().names()).as("it may still go on").isEqualTo(left);
    everythingIsOk(scene.drillLater(feed, Duration.ofDays(2)));

    assertThat(lake.lake().scratch().names()).isEmpty();
    assertThat(LakeContents.of(lake.lake())).isEqualTo(before);
  }
}
