package dev.firn.merge;

import static dev.firn.merge.Orders.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.run.RunOutcome;
import dev.firn.run.Step;
import dev.firn.run.TableReport;
import dev.firn.table.Counts;
import dev.firn.table.Point;
import dev.firn.table.Rollback;
import dev.firn.testing.Feed;
import dev.firn.testing.Meanwhile;
import dev.firn.testing.SparkLake;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs that meet others on their way to main. */
@ExtendWith(SparkLake.Extension.class)
class OvertakenRunsTest {

  private final SparkLake lake;

  OvertakenRunsTest(SparkLake lake) {
    this.lake = lake;
  }

  @Test
  void aRunThatIsOvertakenHasNothingLeftToDo() {
    Feed feed = Orders.byArrival(lake);
    feed.rows(row("a", 1));
    Meanwhile other =
        new Meanwhile(
            Step.PUBLISH,
            () -> {
              feed.rows(row("a", 2), row("b", 2));
              assertThat(feed.run().outcome()).isEqualTo(RunOutcome.PUBLISHED);
            });
    TableReport report = feed.run(other);

    assertThat(other.isDone()).isTrue();
    assertThat(report.outcome()).isEqualTo(RunOutcome.UNCHANGED);
    assertThat(feed.select("id, v, firn_seq")).containsExactly("[a,2,2]", "[b,2,2]");
    assertThat(feed.state().applied().through()).isEqualTo(2);
    assertThat(feed.runWithoutEngine().outcome()).isEqualTo(RunOutcome.UNCHANGED);
  }

  @Test
  void aRunThatIsOvertakenMergesAgainWhatLandedSince() {
    Feed feed = Orders.byRevision(lake);
    feed.rows(row("a", 1, 5));
    Meanwhile other =
        new Meanwhile(
            Step.PUBLISH,
            () -> {
              assertThat(feed.run().outcome()).isEqualTo(RunOutcome.PUBLISHED);
              feed.rows(row("a", 9, 4), row("b", 2, 4));
            });
    TableReport report = feed.run(other);

    assertThat(other.isDone()).isTrue();
    assertThat(report.outcome()).isEqualTo(RunOutcome.PUBLISHED);
    assertThat(report.batches()).isEqualTo("2");
    assertThat(report.counts()).isEqualTo(new Counts(2, 1, 0, 0, 1, 0));
    assertThat(feed.select("id, v, firn_seq")).containsExactly("[a,1,1]", "[b,2,2]");
    assertThat(feed.state().metadata().refs()).containsOnlyKeys("main");
  }

  @Test
  void aRollbackThatExcludesLetsTheRunGoOnWithoutWhatItTookOut() {
    Feed feed = Orders.byArrival(lake);
    feed.rows(row("a", 1));
    feed.run();
    feed.rows(row("a", 2), row("bad", 2));
    String bad = feed.run().runId();
    feed.rows(row("b", 3));
    Meanwhile rollback =
        new Meanwhile(
            Step.PUBLISH,
            () ->
                new Rollback(
                        feed.lakeTable(),
                        new Point("before:" + bad),
                        Duration.ofDays(7),
                        SparkLake.CLOCK)
                    .excluding(new TreeSet<>(List.of(2L)))
                    .execute());
    TableReport report = feed.run(rollback);

    assertThat(rollback.isDone()).isTrue();
    assertThat(report.outcome()).isEqualTo(RunOutcome.PUBLISHED);
    assertThat(report.batches()).isEqualTo("3");
    assertThat(feed.select("id, v")).containsExactly("[a,1]", "[b,3]");
    assertThat(feed.state().applied().skipped()).containsExactly(2L);
  }

  @Test
  void aBranchThatSomebodyWroteToIsNotPublished() {
    Feed feed = Orders.byArrival(lake);
    feed.rows(row("a", 1), row("b", 1));
    feed.run();
    feed.rows(row("a", 2));
    Meanwhile meddler =
        new Meanwhile(
            Step.PUBLISH,
            () -> {
              String branch =
                  feed.state().metadata().refs().keySet().stream()
                      .filter(name -> name.startsWith("audit_"))
                      .findFirst()
                      .orElseThrow();
              Naive.of(lake, feed).sql("DELETE FROM $t.branch_%s WHERE id = 'b'".formatted(branch));
            });
    TableReport report = feed.run(meddler);

    assertThat(meddler.isDone()).isTrue();
    assertThat(report.outcome()).isEqualTo(RunOutcome.PUBLISHED);
    assertThat(feed.select("id, v")).containsExactly("[a,2]", "[b,1]");
  }
}
