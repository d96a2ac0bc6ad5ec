package dev.firn.interleave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.firn.engine.EngineProvider;
import dev.firn.run.Maintain;
import dev.firn.run.Progress;
import dev.firn.run.Purpose;
import dev.firn.run.RunOutcome;
import dev.firn.run.TableReport;
import dev.firn.run.TableRun;
import dev.firn.run.Workbench;
import dev.firn.table.Compaction;
import dev.firn.table.Exclusion;
import dev.firn.table.GoingBack;
import dev.firn.table.Point;
import dev.firn.table.Rollback;
import dev.firn.table.Upkeep;
import dev.firn.testing.Boundaries;
import dev.firn.testing.Feed;
import dev.firn.testing.SparkLake;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** At every boundary of a run, somebody else does something whole. */
@ExtendWith(SparkLake.Extension.class)
class InterleavedRunsTest {

  static final List<String> BOUNDARIES = Boundaries.OF_A_MERGE;

  private final SparkLake lake;

  InterleavedRunsTest(SparkLake lake) {
    this.lake = lake;
  }

  @ParameterizedTest
  @FieldSource("BOUNDARIES")
  void anotherRunLosesNothingAndAddsNothing(String boundary) {
    Feed feed = feed("two_runs");
    feed.rows(row("a", 1), row("b", 1), "{\"v\": 1}");
    TableReport outer =
        interrupted(
            feed,
            boundary,
            () -> {
              feed.rows(row("b", 2), row("c", 2));
              assertThat(feed.run().outcome()).isEqualTo(RunOutcome.PUBLISHED);
            });

    assertThat(outer.outcome()).isIn(RunOutcome.PUBLISHED, RunOutcome.UNCHANGED);
    feed.run();
    assertThat(feed.select("id, v, firn_seq")).containsExactly("[a,1,1]", "[b,2,2]", "[c,2,2]");
    assertThat(feed.rejected("firn_seq, record")).containsExactly("[1,{\"v\":1}]");
    assertThat(feed.state().applied().through()).isEqualTo(2);
    assertThat(feed.state().metadata().refs().keySet()).as("branches left").containsOnly("main");
  }

  @ParameterizedTest
  @FieldSource("BOUNDARIES")
  void aRollbackIsNotOverrun(String boundary) {
    Feed feed = feed("run_and_rollback");
    feed.rows(row("a", 1));
    String first = feed.run().runId();
    feed.rows(row("a", 2), row("b", 2));
    TableReport outer =
        interrupted(
            feed,
            boundary,
            () -> {
              GoingBack back = rollback(feed, "before:" + first);
              assertThat(back.held()).isTrue();
            });

    boolean publishedBefore = boundary.equals("publish:finished");
    assertThat(outer.outcome()).isEqualTo(publishedBefore ? RunOutcome.PUBLISHED : RunOutcome.HELD);
    assertThat(feed.select("id")).as("what was rolled back stays out").isEmpty();
    assertThat(feed.run().outcome()).isEqualTo(RunOutcome.HELD);
  }

  @ParameterizedTest
  @FieldSource("BOUNDARIES")
  void aRollbackThatLetsMergeAgainLosesNothing(String boundary) {
    Feed feed = feed("run_rollback_again");
    feed.rows(row("a", 1));
    String first = feed.run().runId();
    feed.rows(row("a", 2), row("b", 2));
    interrupted(
        feed,
        boundary,
        () ->
            new Rollback(
                    feed.lakeTable(),
                    new Point("before:" + first),
                    Duration.ofDays(7),
                    SparkLake.CLOCK)
                .mergingAgain()
                .execute());

    feed.run();
    assertThat(feed.select("id, v, firn_seq")).containsExactly("[a,2,2]", "[b,2,2]");
    assertThat(feed.state().hasAbandoned(first)).isTrue();
  }

  @Tag("full")
  @ParameterizedTest
  @FieldSource("BOUNDARIES")
  void aCompactionBlocksNobodyAndLosesNothing(String boundary) {
    Feed feed = feed("run_and_compaction");
    for (int i = 0; i < Compaction.MANY_FILES; i++) {
      feed.rows(row("k" + i, i));
      feed.run();
    }
    feed.rows(row("k0", 10), row("new", 1));
    TableReport outer =
        interrupted(
            feed,
            boundary,
            () ->
                assertThat(
                        new Maintain(lake.bench(Progress.SILENT), feed.tableContract(), null)
                            .execute(feed.lakeTable(), Upkeep.Step.COMPACT)
                            .outcome())
                    .isEqualTo(Upkeep.Outcome.DONE));

    assertThat(outer.outcome()).isEqualTo(RunOutcome.PUBLISHED);
    assertThat(feed.select("id, v"))
        .containsExactly("[k0,10]", "[k1,1]", "[k2,2]", "[k3,3]", "[k4,4]", "[new,1]");
    assertThat(feed.state().applied().through()).isEqualTo(6);
    assertThat(feed.state().metadata().refs().keySet()).as("branches left").containsOnly("main");
    assertThat(rollback(feed, "before:" + outer.runId()).batches()).containsExactly(6L);
    assertThat(feed.select("id, v"))
        .containsExactly("[k0,0]", "[k1,1]", "[k2,2]", "[k3,3]", "[k4,4]");
  }

  static Stream<Arguments> purposes() {
    return Stream.of(
        arguments(Purpose.RUN, "firn run %s"),
        arguments(Purpose.APPLY, "firn apply %s"),
        arguments(
            Purpose.REPLAY
                .without(new Exclusion(new TreeSet<>(List.of(1L)), "a bad one"))
                .forReview(),
            "firn replay %s --without 1 --reason \"a bad one\" --review"));
  }

  @ParameterizedTest
  @MethodSource("purposes")
  void givesUpWhenMainKeepsMovingAndNamesTheCommandThatWasTyped(Purpose purpose, String command) {
    Feed feed = feed("overrun");
    feed.rows(row("a", 1));
    feed.run();
    feed.rows(row("b", 2));
    Boundaries boundaries =
        new Boundaries(
            here -> {
              if (here.equals("classified")) {
                move(feed);
              }
            });
    TableReport report =
        new TableRun(
                new Workbench(
                    lake.lake(),
                    any -> boundaries.around(lake.engine()),
                    boundaries,
                    SparkLake.CLOCK),
                feed.contract(),
                feed.tableContract(),
                purpose)
            .execute(null);

    String table = feed.lakeTable().name();
    assertThat(report.outcome()).isEqualTo(RunOutcome.CONFLICT);
    assertThat(report.message())
        .isEqualTo("main of %s moved 5 times while this run merged".formatted(table));
    assertThat(report.next()).containsExactly(command.formatted(table));
    assertThat(feed.select("id")).containsExactly("[a]");
  }

  /** A snapshot of somebody who writes nothing. */
  private void move(Feed feed) {
    lake.lake()
        .catalog()
        .loadTable(lake.lake().table(feed.lakeTable().name()))
        .newAppend()
        .commit();
  }

  private GoingBack rollback(Feed feed, String point) {
    return new Rollback(feed.lakeTable(), new Point(point), Duration.ofDays(7), SparkLake.CLOCK)
        .execute();
  }

  /** A run that is stopped once at the boundary, for as long as the other thing takes. */
  private TableReport interrupted(Feed feed, String boundary, Runnable other) {
    AtomicBoolean done = new AtomicBoolean();
    Boundaries boundaries =
        new Boundaries(
            here -> {
              if (here.equals(boundary) && done.compareAndSet(false, true)) {
                other.run();
              }
            });
    EngineProvider engines = any -> boundaries.around(lake.engine());
    TableReport report =
        new TableRun(
                new Workbench(lake.lake(), engines, boundaries, SparkLake.CLOCK),
                feed.contract(),
                feed.tableContract())
            .execute(null);
    assertThat(done).as("the boundary was reached").isTrue();
    return report;
  }

  private Feed feed(String name) {
    return Feed.of(
        lake,
        name,
        contract ->
            contract
                .columns(
                    "{name: id, logicalType: string, required: true, primaryKey: true, primaryKeyPosition: 1}",
                    "{name: v, logicalType: integer}")
                .ruleset("error", "changedRows", "IsPrimaryKey \"id\""));
  }

  private static String row(String id, int value) {
    return "{\"id\": \"%s\", \"v\": %d}".formatted(id, value);
  }
}
