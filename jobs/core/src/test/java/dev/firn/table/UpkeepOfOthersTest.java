package dev.firn.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ExpireSnapshots;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.SupportsPrefixOperations;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Athena's {@code VACUUM} and {@code OPTIMIZE} and Glue's optimizers beside Firn, played with plain
 * calls of Iceberg's and the settings that are documented for them. They know nothing of Firn but
 * the properties of the table.
 */
class UpkeepOfOthersTest {

  @TempDir private Path folder;
  private TableScene scene;
  private final List<Long> shown = new ArrayList<>();

  @BeforeEach
  void open() {
    scene = new TableScene(folder);
    for (int run = 1; run <= 4; run++) {
      shown.add(scene.publish("r" + run, run));
    }
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void vacuumLeavesEveryPointOfTheWindow() {
    scene.publish("bad", 5);
    long bad = scene.main();
    scene.rollback("before:bad").mergingAgain().execute();

    vacuum();

    assertThat(ids()).containsAll(shown).contains(bad);
    new Undo(scene.table).execute();
    assertThat(scene.main()).isEqualTo(bad);
    goesBackToEachAndOn();
  }

  /** With Athena's own settings, which a table has that does not say otherwise: five days. */
  @Test
  void vacuumThatKnowsNoWindowWouldTakeThem() {
    scene
        .iceberg()
        .updateProperties()
        .remove("vacuum_max_snapshot_age_seconds")
        .remove("vacuum_min_snapshots_to_keep")
        .commit();

    vacuumAt(Duration.ofDays(6));

    assertThat(ids()).hasSize(1);
    assertThat(shown).hasSize(4);
  }

  @Test
  void vacuumAtTheSameAgeLeavesThemWhereTheTableSaysTheWindow() {
    vacuumAt(Duration.ofDays(6));

    assertThat(ids()).containsAll(shown);
    goesBackToEachAndOn();
  }

  @Test
  void optimizeIsOneMoreSnapshotAndUndoWorksOverIt() {
    scene.publish("bad", 5);
    long bad = scene.main();
    scene.rollback("before:bad").mergingAgain().execute();

    optimize();

    assertThat(scene.state().hold()).isEmpty();
    assertThat(scene.state().applied().through()).isEqualTo(4);
    new Undo(scene.table).execute();
    assertThat(scene.main()).isEqualTo(bad);
    new Undo(scene.table).execute();
    assertThat(scene.ids()).containsExactly("r1", "r2", "r3", "r4");
    goesBackToEachAndOn();
  }

  @Test
  void glueRetentionFollowsWhatTheBranchesSay() {
    scene.publish("bad", 5);
    long bad = scene.main();
    scene.rollback("before:bad").mergingAgain().execute();
    optimize();

    // snapshotRetentionPeriodInDays 7, numberOfSnapshotsToRetain 1, cleanExpiredFiles
    ExpireSnapshots retention = scene.iceberg().expireSnapshots();
    retention
        .expireOlderThan(System.currentTimeMillis() + Duration.ofDays(1).toMillis())
        .retainLast(1)
        .commit();

    assertThat(ids()).containsAll(shown).contains(bad);
    goesBackToEachAndOn();
  }

  @Test
  void glueOrphanDeletionAndFirnsOwnLeaveEachOthersFiles() {
    optimize();
    Set<String> before = files();

    deleteOrphansOlderThan(Duration.ofDays(7));
    new Orphans(scene.table, Duration.ofDays(7), Clock.systemUTC()).execute();

    assertThat(files()).isEqualTo(before);
    goesBackToEachAndOn();
  }

  @Test
  void firnGoesOnAfterAllOfThemAndItself() {
    optimize();
    vacuum();
    new PackManifests(scene.table).execute();
    new Expire(scene.table, TableScene.WINDOW, Clock.systemUTC()).execute();
    vacuum();

    goesBackToEachAndOn();
  }

  private void goesBackToEachAndOn() {
    for (int run = 0; run < shown.size(); run++) {
      scene.rollback(Long.toString(shown.get(run))).mergingAgain().execute();
      assertThat(scene.main()).isEqualTo(shown.get(run));
      assertThat(scene.ids()).hasSize(run + 1);
      assertThat(scene.state().applied().through()).isEqualTo(run + 1);
    }
    scene.publish("next", 5);
    assertThat(scene.ids()).containsExactly("next", "r1", "r2", "r3", "r4");
  }

  private void vacuum() {
    vacuumAt(Duration.ofDays(6));
  }

  /** Snapshots of main, by the properties that Athena documents, or its defaults. */
  private void vacuumAt(Duration age) {
    Table table = scene.iceberg();
    Map<String, String> properties = table.properties();
    long seconds =
        Long.parseLong(properties.getOrDefault("vacuum_max_snapshot_age_seconds", "432000"));
    int least = Integer.parseInt(properties.getOrDefault("vacuum_min_snapshots_to_keep", "1"));
    long olderThan = System.currentTimeMillis() + age.toMillis() - seconds * 1000;
    Set<Long> kept = new HashSet<>();
    table.refs().values().stream()
        .filter(ref -> ref.snapshotId() != table.currentSnapshot().snapshotId())
        .forEach(
            ref ->
                scene
                    .state()
                    .ancestors(table.snapshot(ref.snapshotId()))
                    .forEach(snapshot -> kept.add(snapshot.snapshotId())));
    List<Snapshot> main = scene.state().ancestors(scene.state().main());
    ExpireSnapshots expire = table.expireSnapshots();
    boolean any = false;
    for (int i = least; i < main.size(); i++) {
      if (main.get(i).timestampMillis() < olderThan && !kept.contains(main.get(i).snapshotId())) {
        expire.expireSnapshotId(main.get(i).snapshotId());
        any = true;
      }
    }
    if (any) {
      expire.commit();
    }
  }

  private void optimize() {
    Table table = scene.iceberg();
    List<DataFile> files = new ArrayList<>();
    try (var tasks = table.newScan().planFiles()) {
      tasks.forEach(task -> files.add(task.file()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    RewriteFiles rewrite =
        table.newRewrite().validateFromSnapshot(table.currentSnapshot().snapshotId());
    files.forEach(rewrite::deleteFile);
    rewrite.addFile(Rows.file(table, "optimized", List.copyOf(Rows.of(table)))).commit();
  }

  private void deleteOrphansOlderThan(Duration age) {
    Set<String> needed =
        Reachable.of(scene.iceberg().io(), scene.state().metadata()).files().keySet();
    long olderThan = System.currentTimeMillis() - age.toMillis();
    for (FileInfo file : listing()) {
      if (file.createdAtMillis() < olderThan && !needed.contains(file.location())) {
        scene.iceberg().io().deleteFile(file.location());
      }
    }
  }

  private Set<String> files() {
    Set<String> files = new HashSet<>();
    listing().forEach(file -> files.add(file.location()));
    return files;
  }

  private Iterable<FileInfo> listing() {
    return ((SupportsPrefixOperations) scene.iceberg().io())
        .listPrefix(scene.iceberg().location() + "/");
  }

  private List<Long> ids() {
    return scene.state().metadata().snapshots().stream().map(Snapshot::snapshotId).toList();
  }
}
