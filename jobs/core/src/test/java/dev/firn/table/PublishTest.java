package dev.firn.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.table.Publish.Outcome;
import dev.firn.table.TableScene.Proposed;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.SnapshotRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishTest {

  @TempDir private Path folder;
  private TableScene scene;

  @BeforeEach
  void open() {
    scene = new TableScene(folder);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void movesMain() {
    Proposed proposed = scene.propose("r1", 1);

    Outcome outcome = scene.publishing(proposed).execute();

    assertThat(outcome).isEqualTo(Outcome.PUBLISHED);
    assertThat(scene.main()).isEqualTo(proposed.snapshot());
    assertThat(scene.ids()).containsExactly("r1");
    assertThat(scene.state().applied().through()).isEqualTo(1);
  }

  @Test
  void dropsTheBranchInTheSameCommit() {
    Proposed proposed = scene.propose("r1", 1);
    int before = scene.versions();

    scene.publishing(proposed).execute();

    assertThat(scene.versions()).isEqualTo(before + 1);
    assertThat(scene.state().metadata().refs()).containsOnlyKeys("main");
  }

  @Test
  void keepsWhatMainRetains() {
    SnapshotRef before = scene.state().metadata().ref("main");

    scene.publish("r1", 1);

    assertThat(scene.state().metadata().ref("main"))
        .isEqualTo(
            SnapshotRef.branchBuilder(scene.main())
                .minSnapshotsToKeep(before.minSnapshotsToKeep())
                .maxSnapshotAgeMs(before.maxSnapshotAgeMs())
                .build());
  }

  @Test
  void publishesOnce() {
    Proposed proposed = scene.propose("r1", 1);
    scene.publishing(proposed).execute();
    int before = scene.versions();

    Outcome again = scene.publishing(proposed).execute();

    assertThat(again).isEqualTo(Outcome.PUBLISHED);
    assertThat(scene.versions()).isEqualTo(before);
  }

  @Test
  void recognisesItsWorkUnderLaterWork() {
    Proposed proposed = scene.propose("r1", 1);
    scene.publishing(proposed).execute();
    scene.publish("r2", 2);

    Outcome again = scene.publishing(proposed).execute();

    assertThat(again).isEqualTo(Outcome.PUBLISHED);
    assertThat(scene.ids()).containsExactly("r1", "r2");
  }

  @Test
  void refusesWhenAnotherRunWasFaster() {
    Proposed slow = scene.propose("slow", 1);
    Proposed fast = scene.propose("fast", 1);
    scene.publishing(fast).execute();

    Outcome outcome = scene.publishing(slow).execute();

    assertThat(outcome).isEqualTo(Outcome.MAIN_MOVED);
    assertThat(scene.ids()).containsExactly("fast");
  }

  @Test
  void refusesWhenSomebodyElseWroteToMain() {
    Proposed proposed = scene.propose("r1", 1);
    scene.foreignAppend("foreign");

    Outcome outcome = scene.publishing(proposed).execute();

    assertThat(outcome).isEqualTo(Outcome.MAIN_MOVED);
    assertThat(scene.ids()).containsExactly("foreign");
  }

  @Test
  void refusesWhenMainWasElsewhereInBetween() {
    Proposed early = scene.propose("early", 1);
    scene.publish("poison", 1);
    scene.rollback("before:poison").mergingAgain().execute();
    scene
        .iceberg()
        .manageSnapshots()
        .createBranch(AuditBranch.name("early"), early.snapshot())
        .commit();

    Outcome outcome = scene.publishing(early).execute();

    assertThat(scene.main()).isEqualTo(early.base().snapshot());
    assertThat(outcome).isEqualTo(Outcome.MAIN_MOVED);
  }

  @Test
  void refusesARunThatWasRolledBack() {
    Proposed proposed = scene.propose("poison", 1);
    scene.publishing(proposed).execute();
    scene.rollback("before:poison").mergingAgain().execute();
    scene
        .iceberg()
        .manageSnapshots()
        .createBranch(AuditBranch.name("poison"), proposed.snapshot())
        .commit();
    Proposed redriven = new Proposed("poison", scene.state().position(), proposed.snapshot());

    Outcome outcome = scene.publishing(redriven).execute();

    assertThat(outcome).isEqualTo(Outcome.ABANDONED);
    assertThat(scene.ids()).isEmpty();
  }

  @Test
  void refusesARunWithABatchThatWasExcludedSince() {
    Proposed proposed = scene.propose("r1", 3);
    new Decide(scene.table).exclude(List.of(2L), "poison");

    Outcome outcome = scene.publishing(proposed).execute();

    assertThat(outcome).isEqualTo(Outcome.MAIN_MOVED);
    assertThat(scene.ids()).isEmpty();
  }

  @Test
  void doesNotMindTheExclusionOfALaterBatch() {
    Proposed proposed = scene.propose("r1", 3);
    new Decide(scene.table).exclude(List.of(4L), "poison");

    Outcome outcome = scene.publishing(proposed).execute();

    assertThat(outcome).isEqualTo(Outcome.PUBLISHED);
  }

  @Test
  void refusesABranchThatMovedAfterItsAudit() {
    Proposed proposed = scene.propose("r1", 1);
    scene.write("r1", proposed.base(), 2);

    Outcome outcome = scene.publishing(proposed).execute();

    assertThat(outcome).isEqualTo(Outcome.BRANCH_MOVED);
    assertThat(scene.ids()).isEmpty();
  }

  @Test
  void refusesABranchThatIsGone() {
    Proposed proposed = scene.propose("r1", 1);
    scene.branch().drop("r1");

    Outcome outcome = scene.publishing(proposed).execute();

    assertThat(outcome).isEqualTo(Outcome.BRANCH_MOVED);
  }

  @Test
  void doesNotMindAnotherProperty() {
    Proposed proposed = scene.propose("r1", 1);
    scene.iceberg().updateProperties().set("owner", "us").commit();

    Outcome outcome = scene.publishing(proposed).execute();

    assertThat(outcome).isEqualTo(Outcome.PUBLISHED);
    assertThat(scene.state().property("owner")).contains("us");
  }

  @Test
  void endsWhatUndoCouldDo() {
    scene.publish("r1", 1);
    scene.rollback("before:r1").mergingAgain().execute();

    scene.publish("r2", 1);

    assertThat(scene.state().property(TableState.UNDO)).isEmpty();
  }

  @Test
  void remembersWhereItPutMain() {
    scene.publish("r1", 1);

    assertThat(scene.decisions())
        .isEqualTo(
            Map.of(
                "firn.published",
                "{\"snapshot\":%d,\"number\":2,\"applied\":{\"through\":1,\"skipped\":[],\"highestOrder\":\"\"}}"
                    .formatted(scene.main())));
  }
}
