package dev.firn.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody moves main without Firn. */
class MovedOutsideTest {

  @TempDir private Path folder;
  private TableScene scene;
  private long good;
  private long bad;

  @BeforeEach
  void open() {
    scene = new TableScene(folder);
    good = scene.publish("good", 2);
    bad = scene.publish("bad", 4);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void isNoticed() {
    scene.foreignRollback(good);

    TableState state = scene.state();
    assertThat(state.movedBackFrom()).contains(bad);
    assertThat(state.hold())
        .contains(
            new Hold(
                "main was moved back outside Firn, from snapshot %d to %d: the next run would merge again what was taken out"
                    .formatted(bad, good),
                null,
                null,
                Instant.ofEpochMilli(state.position().loggedAt()).toString()));
  }

  @Test
  void takesTheAppliedPositionAlong() {
    scene.foreignRollback(good);

    assertThat(scene.state().applied().through()).isEqualTo(2);
  }

  @Test
  void isNotMistakenForAnAppend() {
    scene.foreignAppend("foreign");

    assertThat(scene.state().movedBackFrom()).isEmpty();
    assertThat(scene.state().hold()).isEmpty();
    assertThat(scene.state().applied().through()).isEqualTo(4);
  }

  @Test
  void isNotMistakenForExpiry() {
    scene.foreignAppend("one");
    scene.foreignAppend("two");
    scene.iceberg().expireSnapshots().expireSnapshotId(bad).expireSnapshotId(good).commit();

    assertThat(scene.state().movedBackFrom()).isEmpty();
  }

  @Test
  void isNotForgottenWithWhatFirnPublished() {
    new Decide(scene.table).exclude(List.of(5L), "poison");
    scene.publish("last", 6);
    scene.foreignAppend("one");
    scene.foreignAppend("two");
    var expiry = scene.iceberg().expireSnapshots();
    scene.state().ancestors(scene.state().main()).stream()
        .skip(2)
        .forEach(snapshot -> expiry.expireSnapshotId(snapshot.snapshotId()));
    expiry.commit();

    assertThat(scene.state().applied()).isEqualTo(new Applied(6, new TreeSet<>(Set.of(5L)), ""));
  }

  @Test
  void isNotMistakenForExpiryWhenATagKeepsWhatFirnPublished() {
    scene.iceberg().manageSnapshots().createTag("kept", bad).commit();
    long one = scene.foreignAppend("one");
    scene.foreignAppend("two");
    scene.iceberg().expireSnapshots().expireSnapshotId(one).commit();

    assertThat(scene.state().movedBackFrom()).isEmpty();
  }

  @Test
  void isNoticedAfterTheSnapshotHasExpired() {
    scene.foreignRollback(good);
    scene.iceberg().expireSnapshots().expireSnapshotId(bad).commit();

    assertThat(scene.state().movedBackFrom()).contains(bad);
  }

  @Test
  void isNoticedWhenSomebodyWritesAfterwards() {
    scene.foreignRollback(good);
    scene.foreignAppend("foreign");

    assertThat(scene.state().movedBackFrom()).contains(bad);
  }

  @Test
  void isNoticedWhenSomebodyWritesAndTheSnapshotHasExpired() {
    scene.foreignRollback(good);
    scene.foreignAppend("foreign");
    scene.iceberg().expireSnapshots().expireSnapshotId(bad).commit();

    assertThat(scene.state().movedBackFrom()).contains(bad);
  }

  @Test
  void isAcceptedByARelease() {
    scene.foreignRollback(good);

    boolean held = new Decide(scene.table).release();

    assertThat(held).isTrue();
    assertThat(scene.state().hold()).isEmpty();
    assertThat(scene.decisions()).containsEntry("firn.abandoned.bad", "rolled back outside Firn");
  }

  @Test
  void isAcceptedByAnExclusion() {
    scene.foreignRollback(good);

    new Decide(scene.table).exclude(List.of(3L, 4L), "poison");

    assertThat(scene.state().hold()).isEmpty();
    assertThat(scene.state().excluded()).containsOnlyKeys(3L, 4L);
  }

  @Test
  void isAcceptedByARollbackFurtherBack() {
    scene.foreignRollback(good);

    GoingBack result = scene.rollback("before:good").mergingAgain().execute();

    assertThat(result.held()).isFalse();
    assertThat(scene.state().hold()).isEmpty();
  }

  @Test
  void isUndoneByARollbackForward() {
    scene.foreignRollback(good);

    scene.rollback(Long.toString(bad)).execute();

    assertThat(scene.state().hold()).isEmpty();
    assertThat(scene.ids()).containsExactly("bad", "good");
  }

  @Test
  void letsTheNextRunPublishOnceItIsReleased() {
    scene.foreignRollback(good);
    new Decide(scene.table).release();

    scene.publish("next", 4);

    assertThat(scene.ids()).containsExactly("good", "next");
    assertThat(scene.state().hold()).isEmpty();
  }
}
