package dev.firn.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.fault.FirnException;
import dev.firn.table.TableScene.Proposed;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody publishes without Firn. */
class MovedForwardTest {

  @TempDir private Path folder;
  private TableScene scene;
  private long good;

  @BeforeEach
  void open() {
    scene = new TableScene(folder);
    good = scene.publish("good", 2);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private void fastForward(String branch) {
    scene.iceberg().manageSnapshots().fastForwardBranch("main", branch).commit();
  }

  @Test
  void isNoticed() {
    Proposed unaudited = scene.propose("unaudited", 3);
    fastForward(AuditBranch.name("unaudited"));

    TableState state = scene.state();
    assertThat(state.movedForwardFrom()).contains(good);
    assertThat(state.movedBackFrom()).isEmpty();
    assertThat(state.hold())
        .contains(
            new Hold(
                "main was moved forward outside Firn, from snapshot %d to %d: it shows run unaudited, which Firn did not publish"
                    .formatted(good, unaudited.snapshot()),
                null,
                null,
                Instant.ofEpochMilli(state.position().loggedAt()).toString()));
  }

  @Test
  void isNoticedWhereTheAuditHadFailed() {
    scene.holdFor("failed", 3);
    fastForward(AuditBranch.name("failed"));

    assertThat(scene.state().hold().orElseThrow().reason())
        .startsWith("main was moved forward outside Firn");
  }

  @Test
  void isNoticedWhenSomebodyWritesAfterwards() {
    scene.propose("unaudited", 3);
    fastForward(AuditBranch.name("unaudited"));
    scene.foreignAppend("foreign");

    assertThat(scene.state().movedForwardFrom()).contains(good);
  }

  @Test
  void isNoticedWhenWhatFirnPublishedHasExpired() {
    scene.propose("unaudited", 3);
    fastForward(AuditBranch.name("unaudited"));
    var expiry = scene.iceberg().expireSnapshots();
    scene.state().ancestors(scene.state().main()).stream()
        .skip(1)
        .forEach(snapshot -> expiry.expireSnapshotId(snapshot.snapshotId()));
    expiry.commit();

    assertThat(scene.state().movedForwardFrom()).contains(good);
  }

  @Test
  void isNotMistakenForAnAppend() {
    scene.foreignAppend("foreign");

    assertThat(scene.state().movedForwardFrom()).isEmpty();
  }

  @Test
  void isNotWhatARollbackAndAnUndoDo() {
    long bad = scene.publish("bad", 4);
    scene.rollback("good").execute();
    assertThat(scene.state().movedForwardFrom()).isEmpty();

    new Undo(scene.table).execute();

    assertThat(scene.state().main().snapshotId()).isEqualTo(bad);
    assertThat(scene.state().movedForwardFrom()).isEmpty();
    assertThat(scene.state().hold()).isEmpty();
  }

  @Test
  void goesBackByARollback() {
    scene.publish("bad", 3);
    scene.rollback("good").excluding(new TreeSet<>(Set.of(3L))).execute();
    fastForward("abandoned_bad");
    assertThat(scene.ids()).containsExactly("bad", "good");

    GoingBack back = scene.rollback(Long.toString(good)).execute();

    assertThat(back.held()).as("batch 3 is decided on").isFalse();
    assertThat(scene.ids()).containsExactly("good");
    assertThat(scene.state().hold()).isEmpty();
    assertThat(scene.state().hasAbandoned("bad")).isTrue();
  }

  @Test
  void isAcceptedByARelease() {
    scene.publish("bad", 3);
    scene.rollback("good").execute();
    fastForward("abandoned_bad");

    boolean held = new Decide(scene.table).release();

    assertThat(held).isTrue();
    assertThat(scene.state().hold()).isEmpty();
    assertThat(scene.state().hasAbandoned("bad")).isFalse();
    assertThat(scene.state().property("firn.accepted.bad"))
        .contains("main was moved forward to it outside Firn");
    scene.publish("next", 4);
    assertThat(scene.ids()).containsExactly("bad", "good", "next");
  }

  @Test
  void isNotAcceptedWithWhatIsExcluded() {
    scene.publish("bad", 3);
    scene.rollback("good").excluding(new TreeSet<>(Set.of(3L))).execute();
    fastForward("abandoned_bad");

    assertThatThrownBy(() -> new Decide(scene.table).release())
        .isInstanceOf(FirnException.class)
        .hasMessage(
            "batch 3 of things is excluded, and in the table where main was moved to outside Firn")
        .extracting(e -> ((FirnException) e).next().orElseThrow())
        .isEqualTo(
            "firn rollback things --to %d goes where main was; firn include things 3 keeps the batch"
                .formatted(good));
  }

  @Test
  void isNotAcceptedByAnExclusion() {
    scene.propose("unaudited", 3);
    fastForward(AuditBranch.name("unaudited"));

    new Decide(scene.table).exclude(List.of(4L), "poison");

    assertThat(scene.state().movedForwardFrom()).contains(good);
  }
}
