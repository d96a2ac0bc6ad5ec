package dev.firn.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.run.RunOutcome;
import dev.firn.run.TableReport;
import dev.firn.table.AuditBranch;
import dev.firn.table.Decide;
import dev.firn.table.Hold;
import dev.firn.table.Publish;
import dev.firn.table.RunFacts;
import dev.firn.table.TableState;
import dev.firn.testing.Feed;
import dev.firn.testing.SparkLake;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.Snapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise 2: what no audit has passed is not shown, until somebody answers for it. */
@ExtendWith(SparkLake.Extension.class)
class HoldTest {

  private static final String SMALL = "CustomSql \"select count(*) from primary where v > 5\" = 0";

  private final SparkLake lake;

  HoldTest(SparkLake lake) {
    this.lake = lake;
  }

  @Test
  void aFailedAuditLeavesMainAndKeepsTheBranch() {
    Feed feed = feed("hold");
    feed.rows(row("a", 1));
    feed.run();
    TableState before = feed.state();
    feed.rows(row("a", 9), row("b", 1));
    TableReport report = feed.run();

    TableState after = feed.state();
    String reason = "the audit of run %s failed: %s".formatted(report.runId(), SMALL);
    assertThat(report.outcome()).isEqualTo(RunOutcome.HELD);
    assertThat(report.message()).isEqualTo(reason);
    assertThat(report.next())
        .contains("firn publish %s %s --accept \"…\"".formatted(feed.table(), report.runId()));
    assertThat(after.position()).isEqualTo(before.position());
    assertThat(feed.select("id, v")).containsExactly("[a,1]");
    Snapshot branch = after.branch(AuditBranch.name(report.runId())).orElseThrow();
    assertThat(
            lake.sql(
                "SELECT id, v FROM firn.lake.%s VERSION AS OF %d ORDER BY id"
                    .formatted(feed.table(), branch.snapshotId())))
        .hasToString("[[a,9], [b,1]]");
    assertThat(after.hold())
        .hasValue(
            new Hold(
                reason, report.runId(), branch.snapshotId(), SparkLake.CLOCK.instant().toString()));
  }

  @Test
  void aHeldTableIsNotMergedAndOpensNoEngine() {
    Feed feed = held();
    feed.rows(row("a", 2));

    TableReport report = feed.runWithoutEngine();

    assertThat(report.outcome()).isEqualTo(RunOutcome.HELD);
    assertThat(report.outcome().exitCode()).isEqualTo(3);
    assertThat(report.next()).contains("firn exclude %s 2 --reason \"…\"".formatted(feed.table()));
    assertThat(feed.select("id, v")).containsExactly("[a,1]");
  }

  @Test
  void anAcceptedRunIsPublishedAsItWasAudited() {
    Feed feed = held();
    Hold hold = feed.state().hold().orElseThrow();
    Snapshot head = feed.state().branch(AuditBranch.name(hold.run())).orElseThrow();
    RunFacts facts = RunFacts.of(head.summary()).orElseThrow();

    Publish publish = new Publish(feed.lakeTable(), hold.run(), facts.base(), hold.snapshot());
    assertThat(publish.execute()).as("without a reason").isEqualTo(Publish.Outcome.HELD);
    assertThat(publish.accepting("nines are fine").execute()).isEqualTo(Publish.Outcome.PUBLISHED);

    TableState state = feed.state();
    assertThat(state.main().snapshotId()).isEqualTo(head.snapshotId());
    assertThat(state.hold()).isEmpty();
    assertThat(state.branch(AuditBranch.name(hold.run()))).isEmpty();
    assertThat(state.property("firn.accepted." + hold.run())).hasValue("nines are fine");
    assertThat(feed.select("id, v")).containsExactly("[a,9]");
    assertThat(feed.runWithoutEngine().outcome()).isEqualTo(RunOutcome.UNCHANGED);
  }

  @Test
  void excludedBatchesAreLeftOutOfTheNextRun() {
    Feed feed = held();
    feed.rows(row("b", 2));
    new Decide(feed.lakeTable()).exclude(List.of(2L), "nines are wrong");
    TableReport report = feed.run();

    assertThat(report.outcome()).isEqualTo(RunOutcome.PUBLISHED);
    assertThat(report.batches()).isEqualTo("3");
    assertThat(feed.select("id, v")).containsExactly("[a,1]", "[b,2]");
    assertThat(feed.state().applied().skipped()).containsExactly(2L);
    assertThat(feed.state().metadata().refs()).containsOnlyKeys("main");
  }

  @Test
  void aReleasedTableIsAuditedAgain() {
    Feed feed = held();
    String first = feed.state().hold().orElseThrow().run();
    assertThat(new Decide(feed.lakeTable()).release()).isTrue();
    TableReport report = feed.run();

    assertThat(report.outcome()).isEqualTo(RunOutcome.HELD);
    assertThat(feed.state().hold())
        .map(Hold::run)
        .hasValue(report.runId())
        .get()
        .isNotEqualTo(first);
    assertThat(feed.state().metadata().refs())
        .containsOnlyKeys("main", AuditBranch.name(report.runId()));
  }

  @Test
  void whereTheContractSaysSkipTheBatchesAreExcluded() {
    Feed feed = feed("skip");
    feed.rows(row("a", 1));
    feed.run();
    feed.rows(row("a", 9));
    feed.rows(row("b", 1));
    TableReport report = feed.run();

    assertThat(report.outcome()).isEqualTo(RunOutcome.SKIPPED);
    assertThat(report.outcome().exitCode()).isEqualTo(3);
    assertThat(report.message())
        .isEqualTo(
            "the audit failed (%s), so the batches were excluded, as the contract says"
                .formatted(SMALL));
    String reason = "audit of run %s failed: %s".formatted(report.runId(), SMALL);
    assertThat(feed.state().excluded()).isEqualTo(new TreeMap<>(Map.of(2L, reason, 3L, reason)));
    assertThat(feed.state().metadata().refs()).containsOnlyKeys("main");
    assertThat(feed.select("id, v")).containsExactly("[a,1]");

    feed.rows(row("c", 2));
    assertThat(feed.run().outcome()).isEqualTo(RunOutcome.PUBLISHED);
    assertThat(feed.select("id, v")).containsExactly("[a,1]", "[c,2]");
  }

  @Test
  void badValuesStopWhereTheContractSaysSo() {
    Feed feed =
        Feed.of(
            lake,
            "audited",
            contract ->
                contract
                    .columns(
                        "{name: id, logicalType: string, primaryKey: true, required: true}",
                        "{name: v, logicalType: integer}")
                    .word("badValues", "stop"));
    feed.rows(row("a", 1), "{\"id\": \"b\", \"v\": \"x\"}");
    TableReport report = feed.run();

    assertThat(report.outcome()).isEqualTo(RunOutcome.HELD);
    assertThat(report.message()).isEqualTo("the contract says stop, and 1 record does not fit it");
    assertThat(feed.state().hold()).map(Hold::run).isEmpty();
    assertThat(feed.select("id")).isEmpty();
    assertThat(feed.state().metadata().refs()).containsOnlyKeys("main");
    assertThat(feed.rejected("place, reason"))
        .containsExactly("[/rows/1/v,v: expected an integer, found \"x\"]");

    new Decide(feed.lakeTable()).exclude(List.of(1L), "unfit");
    feed.rows(row("a", 2));
    assertThat(feed.run().outcome()).isEqualTo(RunOutcome.PUBLISHED);
    assertThat(feed.select("id, v")).containsExactly("[a,2]");
  }

  @Test
  void unknownFieldsStopWhereTheContractSaysSo() {
    Feed feed =
        Feed.of(
            lake,
            "audited",
            contract ->
                contract
                    .columns(
                        "{name: id, logicalType: string, primaryKey: true, required: true}",
                        "{name: v, logicalType: integer}")
                    .word("unknownFields", "stop"));
    feed.rows(row("a", 1), "{\"id\": \"b\", \"v\": \"x\"}");
    assertThat(feed.run().outcome())
        .as("a bad value stops nothing")
        .isEqualTo(RunOutcome.PUBLISHED);
    feed.rows(row("a", 2), "{\"id\": \"c\", \"v\": 3, \"w\": 4}");
    TableReport report = feed.run();

    assertThat(report.outcome()).isEqualTo(RunOutcome.HELD);
    assertThat(report.message())
        .isEqualTo("the contract says stop, and 1 record has members that no column takes");
    assertThat(feed.select("id, v")).containsExactly("[a,1]");
    assertThat(feed.rejected("reason")).contains("[no column takes {\"w\":4}]");
  }

  /** Main shows a=1; a run with a=9 failed its audit. */
  private Feed held() {
    Feed feed = feed("hold");
    feed.rows(row("a", 1));
    feed.run();
    feed.rows(row("a", 9));
    assertThat(feed.run().outcome()).isEqualTo(RunOutcome.HELD);
    return feed;
  }

  @ParameterizedTest
  @ValueSource(strings = {"hold", "skip"})
  void aReplayThatFailsItsAuditExcludesNothing(String afterFailedAudit) {
    Feed feed = feed(afterFailedAudit);
    feed.rows(row("a", 9));
    feed.rows(row("b", 1));
    feed.changed(
            contract ->
                contract.columns(
                    "{name: id, logicalType: string, primaryKey: true, required: true}",
                    "{name: v, logicalType: integer}"))
        .run();
    Feed strict =
        feed.changed(
            contract ->
                contract
                    .columns(
                        "{name: id, logicalType: string, primaryKey: true, required: true}",
                        "{name: v, logicalType: integer}",
                        "{name: w, logicalType: integer, transformSourceObjects: [/v]}")
                    .word("afterFailedAudit", afterFailedAudit)
                    .ruleset("error", "changedRows", SMALL));
    TableReport report = strict.replay();

    assertThat(report.outcome()).isEqualTo(RunOutcome.HELD);
    assertThat(feed.state().excluded()).isEmpty();
    assertThat(report.next())
        .containsExactly(
            "firn exclude %s BATCH --reason \"…\"".formatted(feed.table()),
            "firn publish %s %s --accept \"…\"".formatted(feed.table(), report.runId()),
            "firn release " + feed.table());
    assertThat(feed.select("id, v, w")).containsExactly("[a,9,null]", "[b,1,null]");
  }

  private Feed feed(String afterFailedAudit) {
    return Feed.of(
        lake,
        "audited",
        contract ->
            contract
                .columns(
                    "{name: id, logicalType: string, primaryKey: true, required: true}",
                    "{name: v, logicalType: integer}")
                .word("afterFailedAudit", afterFailedAudit)
                .ruleset("error", "changedRows", SMALL, "RowCount > 0"));
  }

  private static String row(String id, int v) {
    return "{\"id\": \"%s\", \"v\": %d}".formatted(id, v);
  }
}
