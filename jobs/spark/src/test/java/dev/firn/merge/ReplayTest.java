package dev.firn.merge;

import static dev.firn.merge.Orders.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.fault.FirnException;
import dev.firn.run.Purpose;
import dev.firn.run.RunOutcome;
import dev.firn.run.Step;
import dev.firn.run.TableReport;
import dev.firn.table.AuditBranch;
import dev.firn.table.Exclusion;
import dev.firn.table.Point;
import dev.firn.table.Publish;
import dev.firn.table.RunFacts;
import dev.firn.table.TableState;
import dev.firn.table.Undo;
import dev.firn.testing.Feed;
import dev.firn.testing.Meanwhile;
import dev.firn.testing.SparkLake;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table made right after somebody finds out, much later, that a batch was bad. */
@ExtendWith(SparkLake.Extension.class)
class ReplayTest {

  private static final Exclusion BAD = new Exclusion(new TreeSet<>(List.of(2L)), "wrong unit");
  private static final String[] GOOD = {"[a,1,1]", "[b,4,4]", "[c,3,3]"};
  private static final String[] WITH_BAD = {"[a,200,2]", "[b,4,4]", "[c,3,3]", "[d,200,2]"};

  private final SparkLake lake;
  private String badRun;

  ReplayTest(SparkLake lake) {
    this.lake = lake;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void leavesABatchOutOfWhatCameAfterIt(boolean fromThere) {
    Feed feed = feed();
    TableState before = feed.state();
    TableReport report = feed.rework(without(fromThere));

    assertThat(report.outcome()).isEqualTo(RunOutcome.PUBLISHED);
    assertThat(report.batches()).isEqualTo(fromThere ? "3-4" : "1-4");
    assertThat(report.next()).containsExactly("firn undo " + feed.table());
    assertThat(feed.select("id, v, firn_seq")).containsExactly(GOOD);
    assertThat(feed.state().excluded()).isEqualTo(new TreeMap<>(Map.of(2L, "wrong unit")));
    assertThat(feed.state().hold()).isEmpty();
    assertThat(feed.state().hasAbandoned(badRun)).isEqualTo(fromThere);
    assertThat(feed.runWithoutEngine().outcome()).isEqualTo(RunOutcome.UNCHANGED);
    assertThat(feed.replay().outcome())
        .as("it is what its definition says")
        .isEqualTo(RunOutcome.UNCHANGED);

    new Undo(feed.lakeTable()).execute();
    assertThat(feed.state().main().snapshotId()).isEqualTo(before.main().snapshotId());
    assertThat(feed.select("id, v, firn_seq")).containsExactly(WITH_BAD);
    assertThat(feed.state().excluded()).isEmpty();
    assertThat(feed.state().hasAbandoned(badRun)).isFalse();
    assertThat(feed.runWithoutEngine().outcome()).isEqualTo(RunOutcome.UNCHANGED);

    new Undo(feed.lakeTable()).execute();
    assertThat(feed.select("id, v, firn_seq")).containsExactly(GOOD);
    assertThat(feed.state().excluded()).containsOnlyKeys(2L);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void waitsForReview(boolean fromThere) {
    Feed feed = feed();
    TableReport report = feed.rework(without(fromThere).forReview());
    String branch = AuditBranch.name(report.runId());

    assertThat(report.outcome()).isEqualTo(RunOutcome.PROPOSED);
    assertThat(report.next())
        .containsExactly(
            "firn diff %s main %s".formatted(feed.table(), branch),
            "firn publish %s %s".formatted(feed.table(), report.runId()));
    assertThat(feed.select("id, v, firn_seq")).containsExactly(WITH_BAD);
    assertThat(feed.state().excluded()).isEmpty();
    assertThat(feed.state().proposals()).containsExactly(report.runId());
    assertThat(
            lake.sql(
                "SELECT id, v, firn_seq FROM firn.lake.%s VERSION AS OF '%s' ORDER BY id"
                    .formatted(feed.table(), branch)))
        .hasToString("[" + String.join(", ", GOOD) + "]");

    assertThat(publish(feed, report)).isEqualTo(Publish.Outcome.PUBLISHED);
    assertThat(feed.select("id, v, firn_seq")).containsExactly(GOOD);
    assertThat(feed.state().excluded()).containsOnlyKeys(2L);
    assertThat(feed.state().proposals()).isEmpty();
    assertThat(feed.state().branch(branch)).isEmpty();
  }

  @Test
  void isNotPublishedWhereMainHasMovedSince() {
    Feed feed = feed();
    TableReport report = feed.rework(without(true).forReview());
    feed.rows(row("e", 5));
    feed.run();

    assertThat(publish(feed, report)).isEqualTo(Publish.Outcome.MAIN_MOVED);
    assertThat(feed.select("id")).containsExactly("[a]", "[b]", "[c]", "[d]", "[e]");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void takesInWhatOthersPublishMeanwhile(boolean fromThere) {
    Feed feed = feed();
    Meanwhile other =
        new Meanwhile(
            Step.PUBLISH,
            () -> {
              feed.rows(row("e", 5));
              feed.run();
            });
    TableReport report = feed.rework(without(fromThere), other);

    assertThat(other.isDone()).isTrue();
    assertThat(report.merges()).isEqualTo(2);
    assertThat(feed.select("id, v, firn_seq"))
        .containsExactly("[a,1,1]", "[b,4,4]", "[c,3,3]", "[e,5,5]");
  }

  @Test
  void mainStaysWhereTheAuditFails() {
    Feed feed =
        Orders.feed(
            lake,
            contract ->
                contract.columns(Orders.ID, Orders.V).ruleset("error", "table", "RowCount > 1"));
    feed.rows(row("a", 1), row("b", 1));
    feed.run();
    TableState before = feed.state();
    feed.rows(row("a", 2));
    TableReport report = feed.rework(Purpose.REPLAY.without(one(1)));

    assertThat(report.outcome()).isEqualTo(RunOutcome.HELD);
    assertThat(feed.state().position()).isEqualTo(before.position());
    assertThat(feed.state().excluded()).isEmpty();
    assertThat(
            new Publish(
                    feed.lakeTable(),
                    report.runId(),
                    before.position(),
                    feed.state().hold().orElseThrow().snapshot())
                .accepting("few is right")
                .execute())
        .isEqualTo(Publish.Outcome.PUBLISHED);
    assertThat(feed.select("id, v")).containsExactly("[a,2]");
    assertThat(feed.state().excluded()).containsOnlyKeys(1L);
    assertThat(feed.state().hold()).isEmpty();
  }

  @Test
  void whatMainShowedBeforeARunIsNotWhatTheRunBeganWith() {
    Feed feed = feed();
    long before = feed.state().main().snapshotId();
    TableReport report = feed.rework(without(true));

    assertThat(new Point("before:" + report.runId()).in(feed.state()).snapshotId())
        .isEqualTo(before);
  }

  @Test
  void leavesWhatChangesNothingWhereItIs() {
    Feed feed = Orders.byArrival(lake);
    feed.rows(row("a", 1));
    feed.run();
    feed.rows(row("a", 2));
    feed.rows(row("a", 3));
    feed.run();
    TableReport report = feed.rework(Purpose.REPLAY.without(BAD));

    assertThat(report.outcome()).isEqualTo(RunOutcome.UNCHANGED);
    assertThat(report.message())
        .isEqualTo("without these batches the table would be the same, so they stay in it");
    assertThat(feed.state().excluded()).isEmpty();
  }

  @Test
  void whereOnlyGoingBackIsLeftThatIsAnotherCommand() {
    Feed feed = Orders.byArrival(lake);
    feed.rows(row("a", 1));
    feed.run();
    feed.rows(row("a", 2));
    String run = feed.run().runId();

    assertThatThrownBy(() -> feed.rework(Purpose.REPLAY.from(before(run)).without(BAD)))
        .isInstanceOfSatisfying(
            FirnException.class,
            e ->
                assertThat(e.next())
                    .contains(
                        "firn rollback %s --to before:%s --exclude 2 puts main back there"
                            .formatted(feed.table(), run)))
        .hasMessage(
            "nothing that is left of what landed since before:%s changes a row of %s"
                .formatted(run, feed.table()));
    assertThat(feed.select("id, v")).containsExactly("[a,2]");
    assertThat(feed.state().metadata().refs()).containsOnlyKeys("main");
  }

  @Test
  void refusesAPointThatHasTheBatch() {
    Feed feed = feed();

    assertThatThrownBy(() -> feed.rework(Purpose.REPLAY.from(new Point(badRun)).without(BAD)))
        .isInstanceOf(FirnException.class)
        .hasMessage("batch 2 is to be left out, and in %s at %s".formatted(feed.table(), badRun));
  }

  @Test
  void refusesAPointWithOtherColumns() {
    Feed feed = feed();
    Feed wider = feed.changed(contract -> contract.columns(Orders.ID, Orders.V, Orders.REV));
    wider.rows(row("e", 5, 1));
    wider.run();

    assertThatThrownBy(() -> wider.rework(without(true)))
        .isInstanceOfSatisfying(
            FirnException.class,
            e ->
                assertThat(e.next())
                    .contains(
                        "leave --from out: firn replay %s makes it anew from all that has landed"
                            .formatted(feed.table())))
        .hasMessage("%s had other columns at before:%s".formatted(feed.table(), badRun));
  }

  /** Batch 2 is bad, and what landed after it is not. */
  private Feed feed() {
    Feed feed = Orders.byArrival(lake);
    feed.rows(row("a", 1), row("b", 1));
    feed.run();
    feed.rows(row("a", 200), row("b", 200), row("d", 200));
    badRun = feed.run().runId();
    feed.rows(row("c", 3));
    feed.run();
    feed.rows(row("b", 4));
    feed.run();
    assertThat(feed.select("id, v, firn_seq")).containsExactly(WITH_BAD);
    return feed;
  }

  private Purpose without(boolean fromThere) {
    return (fromThere ? Purpose.REPLAY.from(before(badRun)) : Purpose.REPLAY).without(BAD);
  }

  private static Exclusion one(long seq) {
    return new Exclusion(new TreeSet<>(List.of(seq)), "bad");
  }

  private static Point before(String run) {
    return new Point("before:" + run);
  }

  private static Publish.Outcome publish(Feed feed, TableReport report) {
    TableState state = feed.state();
    return state
        .branch(AuditBranch.name(report.runId()))
        .flatMap(head -> RunFacts.of(head.summary()))
        .map(
            facts ->
                new Publish(
                        feed.lakeTable(),
                        report.runId(),
                        facts.base(),
                        state.proposed(report.runId()).orElseThrow())
                    .execute())
        .orElse(Publish.Outcome.BRANCH_MOVED);
  }
}
