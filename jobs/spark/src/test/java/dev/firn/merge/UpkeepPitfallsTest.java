package dev.firn.merge;

import static dev.firn.merge.Orders.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.engine.EngineProvider;
import dev.firn.run.Maintain;
import dev.firn.run.Progress;
import dev.firn.run.RunOutcome;
import dev.firn.run.Workbench;
import dev.firn.table.LakeTable;
import dev.firn.table.Point;
import dev.firn.table.Rollback;
import dev.firn.table.Undo;
import dev.firn.table.Upkeep;
import dev.firn.table.Upkeep.Outcome;
import dev.firn.table.Upkeep.Step;
import dev.firn.testing.Boundaries;
import dev.firn.testing.Feed;
import dev.firn.testing.SparkLake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.RowLevelOperationMode;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.SupportsPrefixOperations;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Ways in which upkeep loses or blocks something, each shown first as people meet it and then as
 * Firn does it. The numbers are those of the list of pitfalls that the project keeps.
 */
@ExtendWith(SparkLake.Extension.class)
class UpkeepPitfallsTest {

  private static final Duration WINDOW = Duration.ofDays(7);

  private final SparkLake lake;

  UpkeepPitfallsTest(SparkLake lake) {
    this.lake = lake;
  }

  @Test
  void pitfall7WhatHasExpiredCannotBeGoneBackTo() {
    Naive naive = Naive.table(lake, "(id STRING, v INT)");
    naive.sql("INSERT INTO $t VALUES ('good', 1)");
    long good = naive.head("main");
    naive.sql("INSERT INTO $t VALUES ('bad', 1)");
    naive.call("expire_snapshots", "TIMESTAMP '2999-01-01 00:00:00', 1");
    assertThatThrownBy(() -> naive.call("rollback_to_snapshot", Long.toString(good)))
        .hasMessageContaining("Cannot roll back to unknown snapshot id");

    Feed feed = Orders.byArrival(lake);
    feed.rows(row("good", 1));
    feed.run();
    feed.rows(row("bad", 1));
    String bad = feed.run().runId();
    Upkeep inside = maintain(feed, Duration.ofDays(6)).execute(feed.lakeTable(), Step.EXPIRE);
    assertThat(inside.outcome()).isEqualTo(Outcome.NOTHING);
    rollback(feed, "before:" + bad);
    assertThat(feed.select("id")).containsExactly("[good]");
    new Undo(feed.lakeTable()).execute();
    assertThat(feed.select("id")).containsExactly("[bad]", "[good]");
  }

  @Test
  void pitfall16UpkeepWithNothingToDoCommitsAllTheSame() {
    Naive naive = Naive.table(lake, "(id STRING, v INT)");
    naive.sql("INSERT INTO $t VALUES ('a', 1)");
    long before = naive.snapshots();
    naive.compact();
    naive.compact();
    assertThat(naive.snapshots() - before).as("of the same row in the same one file").isEqualTo(2);

    Feed feed = Orders.byArrival(lake);
    feed.rows(row("a", 1));
    feed.run();
    String version = feed.state().metadata().metadataFileLocation();
    Maintain maintain =
        new Maintain(
            new Workbench(
                lake.lake(),
                any -> {
                  throw new AssertionError("an engine was opened");
                },
                Progress.SILENT,
                Clock.systemUTC()),
            feed.tableContract(),
            null);
    for (Step step : Step.values()) {
      assertThat(maintain.execute(feed.lakeTable(), step).outcome())
          .as(step.toString())
          .isEqualTo(Outcome.NOTHING);
    }
    assertThat(feed.state().metadata().metadataFileLocation()).isEqualTo(version);
  }

  @Test
  void pitfall17AMergeAndACompactionConflict() {
    Naive naive = Naive.table(lake, "(id STRING, v INT)");
    naive.sql("INSERT INTO $t VALUES ('a', 1)");
    naive.sql("INSERT INTO $t VALUES ('b', 1)");
    Table table = iceberg(naive.name());
    List<FileScanTask> planned = files(table);
    naive.sql("UPDATE $t SET v = 2 WHERE id = 'a'");
    var rewrite = table.newRewrite().validateFromSnapshot(table.currentSnapshot().snapshotId());
    planned.forEach(task -> rewrite.deleteFile(task.file()));
    assertThatThrownBy(rewrite::commit).hasMessageContaining("Missing required files to delete");

    Feed feed = small(5);
    List<String> others = new ArrayList<>();
    Boundaries boundaries =
        new Boundaries(
            here -> {
              if (others.isEmpty()) {
                others.add(here);
                feed.rows(row("k0", 100));
                assertThat(feed.run().outcome()).isEqualTo(RunOutcome.PUBLISHED);
              }
            });
    Upkeep upkeep =
        maintain(feed, any -> boundaries.around(lake.engine()))
            .execute(feed.lakeTable(), Step.COMPACT);

    assertThat(others).containsExactly("rewritten");
    assertThat(upkeep.outcome()).as("the run went first").isIn(Outcome.DONE, Outcome.NOTHING);
    assertThat(feed.select("id, v"))
        .containsExactly("[k0,100]", "[k1,1]", "[k2,2]", "[k3,3]", "[k4,4]");
    assertThat(feed.state().applied().through()).isEqualTo(6);
  }

  @Test
  void pitfall17GivesWayToWhoeverKeepsChangingTheFilesAndBlocksNobody() {
    Feed feed = small(5);
    int[] times = {0};
    Boundaries boundaries =
        new Boundaries(
            here ->
                Naive.of(lake, feed)
                    .sql("UPDATE $t SET v = %d WHERE true".formatted(1000 + times[0]++)));
    // Others' copy-on-write leaves one file; that is no need any more, so they leave deletes.
    Naive.of(lake, feed)
        .sql("ALTER TABLE $t SET TBLPROPERTIES ('write.update.mode' = 'merge-on-read')");
    Upkeep upkeep =
        maintain(feed, any -> boundaries.around(lake.engine()))
            .execute(feed.lakeTable(), Step.COMPACT);

    assertThat(times[0]).isEqualTo(3);
    assertThat(upkeep.outcome()).isEqualTo(Outcome.CONFLICT);
    assertThat(upkeep.what())
        .isEqualTo("others changed the same files 3 times while they were written");
    assertThat(feed.select("v")).containsOnly("[1002]");
  }

  @Test
  void pitfall22SmallFilesAndDeletesSlowReadersDown() {
    Naive naive = Naive.table(lake, "(id STRING, v INT)");
    for (int i = 0; i < 6; i++) {
      naive.sql("INSERT INTO $t VALUES ('a%d', 1)".formatted(i));
    }
    assertThat(files(iceberg(naive.name()))).as("a file a batch, for ever").hasSize(6);

    Feed feed = small(6);
    feed.rows(row("a", 1), row("z", 1));
    feed.run();
    Naive other = Naive.of(lake, feed);
    other.sql("ALTER TABLE $t SET TBLPROPERTIES ('write.delete.mode' = 'merge-on-read')");
    other.sql("DELETE FROM $t WHERE id = 'z'");
    Table table = iceberg(feed.table());
    assertThat(files(table)).hasSize(7).anyMatch(task -> !task.deletes().isEmpty());
    long applied = feed.state().applied().through();

    Upkeep upkeep = maintain(feed, Duration.ZERO).execute(feed.lakeTable(), Step.COMPACT);

    assertThat(upkeep.outcome()).isEqualTo(Outcome.DONE);
    assertThat(upkeep.after().files()).isEqualTo(1);
    table.refresh();
    assertThat(files(table)).hasSize(1).allMatch(task -> task.deletes().isEmpty());
    assertThat(table.currentSnapshot().summary())
        .containsEntry("total-delete-files", "0")
        .containsEntry("total-position-deletes", "0");
    assertThat(other.sql("SELECT id, v FROM $t"))
        .as("in the file by key, which spares merges files")
        .extracting(Row::toString)
        .containsExactly("[a,1]", "[k0,0]", "[k1,1]", "[k2,2]", "[k3,3]", "[k4,4]", "[k5,5]");
    assertThat(feed.state().applied().through()).isEqualTo(applied);
    feed.rows(row("k0", 7));
    assertThat(feed.run().outcome()).isEqualTo(RunOutcome.PUBLISHED);
    assertThat(feed.select("id, v")).contains("[k0,7]");
  }

  @Test
  void pitfall22FilesAreNearTheirTargetAfterwards() {
    Feed feed = small(1);
    Naive other = Naive.of(lake, feed);
    long target = 512 * 1024;
    other.sql(
        // What a writer has not compressed yet counts, so that is to be little, as with real sizes.
        "ALTER TABLE $t SET TBLPROPERTIES ('write.target-file-size-bytes' = '%d', 'write.parquet.row-group-size-bytes' = '32768')"
            .formatted(target));
    String columns =
        iceberg(feed.table()).schema().columns().stream()
            .map(column -> "one." + column.name())
            .collect(Collectors.joining(", "))
            .replace("one.id", "sha2(cast(many.id AS STRING), 256)");
    for (int i = 1; i <= 20; i++) {
      other.sql(
          "INSERT INTO $t SELECT %s FROM $t one CROSS JOIN range(%d, %d) many WHERE one.id = 'k0'"
              .formatted(columns, i * 2000, i * 2000 + 2000));
    }
    Table table = iceberg(feed.table());
    assertThat(files(table))
        .hasSizeGreaterThanOrEqualTo(20)
        .allMatch(task -> task.file().fileSizeInBytes() < target / 3);

    Upkeep upkeep = maintain(feed, Duration.ZERO).execute(feed.lakeTable(), Step.COMPACT);

    assertThat(upkeep.outcome()).isEqualTo(Outcome.DONE);
    table.refresh();
    assertThat(files(table))
        .hasSizeBetween(2, 5)
        .allSatisfy(
            task ->
                assertThat(task.file().fileSizeInBytes()).isBetween(target / 2, target * 3 / 2));
    assertThat(other.sql("SELECT count(*) FROM $t"))
        .extracting(Row::toString)
        .containsExactly("[40001]");
  }

  @Test
  void pitfall23MetadataGrowsWithEverySnapshot() {
    Naive naive = Naive.table(lake, "(id STRING, v INT)");
    for (int i = 0; i < 12; i++) {
      iceberg(naive.name()).newAppend().commit();
    }
    assertThat(iceberg(naive.name()).snapshots()).hasSize(12);
    assertThat(metadataFiles(naive.name())).as("a version a commit, for ever").isEqualTo(13);

    Feed feed = Orders.byArrival(lake);
    feed.rows(row("a", 1));
    feed.run();
    for (int i = 0; i < 30; i++) {
      iceberg(feed.table()).newAppend().commit();
    }
    long bytes = feed.lakeTable().metadataBytes();
    Upkeep upkeep = maintain(feed, WINDOW.plusDays(1)).execute(feed.lakeTable(), Step.EXPIRE);

    assertThat(upkeep.outcome()).isEqualTo(Outcome.DONE);
    assertThat(feed.lakeTable().metadataBytes()).isLessThan(bytes / 2);
    assertThat(feed.state().metadata().snapshots()).hasSize(2);
    assertThat(feed.state().metadata().previousFiles()).hasSizeLessThanOrEqualTo(20);
    assertThat(feed.state().hold()).isEmpty();
    assertThat(feed.state().applied().through()).isEqualTo(1);
    feed.rows(row("b", 1));
    feed.run();
    assertThat(feed.select("id")).containsExactly("[a]", "[b]");
  }

  @Test
  void pitfall24OrphansOfOneTableAreFilesOfAnother() {
    Naive naive = Naive.table(lake, "(id STRING, v INT)");
    Table longer = iceberg(Naive.table(lake, "(id STRING, v INT)").name());
    String location = iceberg(naive.name()).location();
    lake.lake()
        .catalog()
        .buildTable(lake.lake().table(naive.name() + "_rejected"), longer.schema())
        .withLocation(location + "_rejected")
        .create();
    List<String> listed = new ArrayList<>();
    ((SupportsPrefixOperations) longer.io())
        .listPrefix(location)
        .forEach(file -> listed.add(file.location()));
    assertThat(listed)
        .as("listing a table's location finds its neighbour's files")
        .anyMatch(file -> file.contains("_rejected/metadata/"));

    Feed feed = small(1);
    feed.rows("{\"v\": 1}");
    feed.run();
    LakeTable rejected = new LakeTable(lake.lake(), feed.table() + "_rejected");
    Maintain maintain = maintain(feed, Duration.ofDays(400));
    assertThat(maintain.tables())
        .extracting(LakeTable::name)
        .containsExactly(feed.table(), rejected.name());
    assertThat(maintain.execute(feed.lakeTable(), Step.ORPHANS).removes()).isEmpty();
    assertThat(maintain.execute(rejected, Step.ORPHANS).removes()).isEmpty();
    assertThat(feed.rejected("record")).containsExactly("[{\"v\":1}]");
  }

  /** A key a run, each in a file of its own, as other writers leave them. */
  private Feed small(int rows) {
    Feed feed = Orders.byArrival(lake);
    for (int i = 0; i < rows; i++) {
      feed.rows(row("k" + i, i));
      assertThat(feed.run().outcome()).isEqualTo(RunOutcome.PUBLISHED);
    }
    Table table = iceberg(feed.table());
    assertThat(table.properties().get("write.merge.mode"))
        .isEqualTo(RowLevelOperationMode.COPY_ON_WRITE.modeName());
    return feed;
  }

  private Maintain maintain(Feed feed, Duration later) {
    return new Maintain(
        new Workbench(
            lake.lake(),
            any -> lake.engine(),
            Progress.SILENT,
            Clock.offset(Clock.systemUTC(), later)),
        feed.tableContract(),
        null);
  }

  private Maintain maintain(Feed feed, EngineProvider engines) {
    return new Maintain(
        new Workbench(lake.lake(), engines, Progress.SILENT, Clock.systemUTC()),
        feed.tableContract(),
        null);
  }

  private void rollback(Feed feed, String point) {
    new Rollback(feed.lakeTable(), new Point(point), WINDOW, SparkLake.CLOCK).execute();
  }

  private Table iceberg(String name) {
    return lake.lake().catalog().loadTable(lake.lake().table(name));
  }

  private static List<FileScanTask> files(Table table) {
    List<FileScanTask> files = new ArrayList<>();
    try (var tasks = table.newScan().planFiles()) {
      tasks.forEach(files::add);
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long metadataFiles(String name) {
    List<Row> rows = lake.sql("SELECT file FROM firn.lake.%s.metadata_log_entries".formatted(name));
    return rows.size();
  }
}
