package dev.firn.merge;

import static dev.firn.merge.Orders.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Ways to publish that fail or lie, each shown first as people meet it and then as Firn does it.
 * The numbers are those of the list of pitfalls that the project keeps.
 */
@ExtendWith(SparkLake.Extension.class)
class PitfallsTest {

  private final SparkLake lake;

  PitfallsTest(SparkLake lake) {
    this.lake = lake;
  }

  @Test
  void pitfall1FastForwardFailsOnceMainMovedEvenByACompaction() {
    Naive naive = Naive.table(lake, "(id STRING, v INT)");
    naive.sql("INSERT INTO $t VALUES ('a', 1)");
    naive.sql("INSERT INTO $t VALUES ('b', 1)");
    naive.sql("ALTER TABLE $t CREATE BRANCH audit");
    naive.sql("INSERT INTO $t.branch_audit VALUES ('c', 1)");
    naive.compact();
    assertThatThrownBy(() -> naive.call("fast_forward", "'main', 'audit'"))
        .hasMessage("Cannot fast-forward: main is not an ancestor of audit");

    Feed feed = Orders.byArrival(lake);
    feed.rows(row("a", 1), row("b", 1));
    feed.run();
    feed.rows(row("b", 2), row("c", 1));
    Meanwhile compaction = new Meanwhile(Step.PUBLISH, () -> Naive.of(lake, feed).compact());
    TableReport report = feed.run(compaction);

    assertThat(compaction.isDone()).isTrue();
    assertThat(report.outcome()).isEqualTo(RunOutcome.PUBLISHED);
    assertThat(report.counts()).isEqualTo(new Counts(2, 1, 1, 0, 0, 0));
    assertThat(feed.select("id, v")).containsExactly("[a,1]", "[b,2]", "[c,1]");
    assertThat(feed.state().metadata().refs()).containsOnlyKeys("main");
  }

  @Test
  void pitfall2AMergeCannotBeCherryPickedOnceMainMoved() {
    Naive naive = Naive.table(lake, "(id STRING, v INT)");
    naive.sql("INSERT INTO $t VALUES ('a', 1)");
    naive.sql("ALTER TABLE $t CREATE BRANCH audit");
    naive.sql(
        "MERGE INTO $t.branch_audit t USING (SELECT 'a' AS id, 2 AS v) s ON t.id = s.id WHEN MATCHED THEN UPDATE SET *");
    long merged = naive.head("audit");
    naive.sql("INSERT INTO $t VALUES ('b', 1)");
    assertThatThrownBy(() -> naive.call("cherrypick_snapshot", Long.toString(merged)))
        .hasMessage(
            "Cannot cherry-pick snapshot %d: not append, dynamic overwrite, or fast-forward"
                .formatted(merged));

    Feed feed = Orders.byArrival(lake);
    feed.rows(row("a", 1));
    feed.run();
    feed.rows(row("a", 2));
    Meanwhile correction =
        new Meanwhile(
            Step.PUBLISH, () -> Naive.of(lake, feed).sql("DELETE FROM $t WHERE id = 'a'"));
    TableReport report = feed.run(correction);

    assertThat(correction.isDone()).isTrue();
    assertThat(report.outcome()).isEqualTo(RunOutcome.PUBLISHED);
    assertThat(report.counts())
        .as("merged again on the new main, where a is new")
        .isEqualTo(new Counts(1, 1, 0, 0, 0, 0));
    assertThat(feed.select("id, v")).containsExactly("[a,2]");
  }

  @Test
  void pitfall3AnOldAuditBranchBringsBackWhatARollbackTookOut() {
    Naive naive = Naive.table(lake, "(id STRING, v INT)");
    naive.sql("INSERT INTO $t VALUES ('good', 1)");
    long good = naive.head("main");
    naive.sql("INSERT INTO $t VALUES ('bad', 1)");
    naive.sql("ALTER TABLE $t CREATE BRANCH audit");
    naive.sql("INSERT INTO $t.branch_audit VALUES ('next', 1)");
    naive.call("rollback_to_snapshot", Long.toString(good));
    naive.call("fast_forward", "'main', 'audit'");
    assertThat(naive.rows("id")).contains("[bad]");

    Feed feed = Orders.byArrival(lake);
    feed.rows(row("good", 1));
    feed.run();
    feed.rows(row("bad", 1));
    String bad = feed.run().runId();
    feed.rows(row("next", 1));
    Meanwhile rollback = new Meanwhile(Step.PUBLISH, () -> rollback(feed, "before:" + bad));
    TableReport report = feed.run(rollback);

    assertThat(rollback.isDone()).isTrue();
    assertThat(report.outcome()).isEqualTo(RunOutcome.HELD);
    assertThat(report.message()).contains("main was rolled back", "wait for a decision");
    assertThat(feed.select("id")).containsExactly("[good]");
    assertThat(feed.runWithoutEngine().outcome()).isEqualTo(RunOutcome.HELD);
  }

  @Test
  void pitfall8ASessionWideBranchDoesNotKeepADeleteFromMain() {
    Naive naive = Naive.table(lake, "(id STRING, v INT)");
    naive.sql("INSERT INTO $t VALUES ('a', 1), ('b', 1)");
    lake.spark().conf().set("spark.wap.branch", "audit");
    try {
      naive.sql("DELETE FROM $t WHERE id = 'a'");
    } finally {
      lake.spark().conf().unset("spark.wap.branch");
    }
    assertThat(naive.rows("id")).as("nobody had set write.wap.enabled").containsExactly("[b]");

    Feed feed =
        Orders.feed(
            lake,
            contract ->
                contract.columns(Orders.ID, Orders.V).ruleset("error", "table", "RowCount < 2"));
    feed.rows(row("a", 1));
    feed.run();
    feed.rows(row("a", 2), row("b", 1));
    assertThat(feed.run().outcome()).isEqualTo(RunOutcome.HELD);
    assertThat(feed.select("id, v")).containsExactly("[a,1]");
  }

  @Test
  void pitfall9PublishChangesTakesTheFirstOfSeveralStagedSnapshots() {
    Naive naive = Naive.table(lake, "(id STRING, v INT)");
    naive.sql("ALTER TABLE $t SET TBLPROPERTIES ('write.wap.enabled' = 'true')");
    lake.spark().conf().set("spark.wap.id", "run");
    try {
      naive.sql("INSERT INTO $t VALUES ('a', 1)");
      naive.sql("INSERT INTO $t VALUES ('b', 1)");
    } finally {
      lake.spark().conf().unset("spark.wap.id");
    }
    naive.call("publish_changes", "'run'");
    assertThat(naive.rows("id")).containsExactly("[a]");

    Feed feed = Orders.byArrival(lake);
    feed.rows(row("a", 1));
    feed.rows(row("b", 1));
    int before = snapshots(feed);
    TableReport report = feed.run();

    assertThat(report.counts().written()).isEqualTo(2);
    assertThat(feed.select("id")).containsExactly("[a]", "[b]");
    assertThat(snapshots(feed) - before)
        .as("snapshots of the run, and the empty first one")
        .isEqualTo(2);
  }

  private static int snapshots(Feed feed) {
    return feed.lakeTable().find().map(state -> state.metadata().snapshots().size()).orElse(0);
  }

  private static void rollback(Feed feed, String point) {
    new Rollback(feed.lakeTable(), new Point(point), Duration.ofDays(7), SparkLake.CLOCK).execute();
  }
}
