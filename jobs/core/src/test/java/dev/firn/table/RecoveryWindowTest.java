package dev.firn.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.apache.iceberg.TableProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryWindowTest {

  @TempDir private Path folder;

  /** Snapshots are stamped by the machine's clock. */
  private static RecoveryWindow now(TableScene scene) {
    return RecoveryWindow.of(scene.state(), TableScene.WINDOW, Instant.now());
  }

  private static List<Long> ids(RecoveryWindow window) {
    return window.points().stream().map(point -> point.snapshot().snapshotId()).toList();
  }

  @Test
  void everyPublishIsAPoint() {
    try (TableScene scene = new TableScene(folder)) {
      long empty = scene.main();
      long one = scene.publish("one", 1);
      long two = scene.publish("two", 2);
      scene.propose("unpublished", 3);

      RecoveryWindow window = now(scene);

      assertThat(ids(window)).containsExactly(empty, one, two);
      assertThat(window.lost()).isEmpty();
      assertThat(window.isLongEnough()).isTrue();
      assertThat(window.kept()).isEqualTo(TableScene.WINDOW);
    }
  }

  @Test
  void soIsWhatWasRolledBackAndWhereMainCameBackTo() {
    try (TableScene scene = new TableScene(folder)) {
      long one = scene.publish("one", 1);
      long two = scene.publish("two", 2);
      scene.rollback("one").excluding(new TreeSet<>(List.of(2L))).execute();

      assertThat(ids(now(scene))).contains(one, two).endsWith(one);
    }
  }

  @Test
  void whatMainShowedBeforeTheWindowIsNone() {
    try (TableScene scene = new TableScene(folder)) {
      scene.publish("one", 1);
      long two = scene.publish("two", 2);

      RecoveryWindow later =
          RecoveryWindow.of(
              scene.state(), TableScene.WINDOW, Instant.now().plus(Duration.ofDays(8)));

      assertThat(ids(later)).as("what main shows now always is one").containsExactly(two);
      assertThat(later.lost()).isEmpty();
    }
  }

  @Test
  void whatSomebodyHasExpiredIsMissed() {
    try (TableScene scene = new TableScene(folder)) {
      scene.publish("one", 1);
      long two = scene.publish("two", 2);
      scene.publish("three", 3);
      scene.iceberg().expireSnapshots().expireSnapshotId(two).commit();

      RecoveryWindow window = now(scene);

      assertThat(window.lost()).hasSize(1);
      assertThat(window.lost().get(0).snapshot()).isEqualTo(two);
      assertThat(window.lost().get(0).why()).isEqualTo("somebody has expired it");
      assertThat(
              RecoveryWindow.of(
                      scene.state(), TableScene.WINDOW, Instant.now().plus(Duration.ofDays(8)))
                  .lost())
          .as("nobody promised it for longer")
          .isEmpty();
    }
  }

  @Test
  void aPointWhoseBatchesNobodyKnowsIsNone() {
    try (TableScene scene = new TableScene(folder)) {
      long one = scene.publish("one", 1);
      long foreign = scene.foreignAppend("foreign");
      scene.publish("two", 2);
      scene.iceberg().expireSnapshots().expireSnapshotId(one).commit();

      assertThat(now(scene).lost()).extracting(RecoveryWindow.Lost::snapshot).contains(foreign);
    }
  }

  @Test
  void aTableThatKeepsLessIsTooShort() {
    try (TableScene scene = new TableScene(folder)) {
      scene
          .iceberg()
          .updateProperties()
          .set(TableProperties.MAX_SNAPSHOT_AGE_MS, "3600000")
          .commit();

      RecoveryWindow window = now(scene);

      assertThat(window.isLongEnough()).isFalse();
      assertThat(window.kept()).isEqualTo(Duration.ofHours(1));
    }
  }
}
