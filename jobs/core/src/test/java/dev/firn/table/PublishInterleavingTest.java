package dev.firn.table;

import static org.apache.iceberg.RowLevelOperationMode.COPY_ON_WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.table.Publish.Outcome;
import dev.firn.table.TableScene.Proposed;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Something happens after a publish has checked everything, and before it commits. */
class PublishInterleavingTest {

  @TempDir private Path folder;
  private TableScene scene;

  @BeforeEach
  void open() {
    scene = new TableScene(folder);
    scene.publish("r0", 1);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void refusesWhenAnotherRunIsPublished() {
    Proposed slow = scene.propose("slow", 2);
    Proposed fast = scene.propose("fast", 2);

    Outcome outcome = publish(slow, () -> scene.publishing(fast).execute());

    assertThat(outcome).isEqualTo(Outcome.MAIN_MOVED);
    assertThat(scene.ids()).containsExactly("fast", "r0");
  }

  @Test
  void refusesWhenMainIsRolledBack() {
    Proposed proposed = scene.propose("r1", 2);

    Outcome outcome = publish(proposed, () -> scene.rollback("before:r0").mergingAgain().execute());

    assertThat(outcome).isEqualTo(Outcome.MAIN_MOVED);
    assertThat(scene.ids()).isEmpty();
  }

  @Test
  void refusesWhenMainIsRolledBackOutsideFirn() {
    long before = scene.state().ancestors(scene.state().main()).get(1).snapshotId();
    Proposed proposed = scene.propose("r1", 2);

    Outcome outcome = publish(proposed, () -> scene.foreignRollback(before));

    assertThat(outcome).isEqualTo(Outcome.HELD);
    assertThat(scene.ids()).isEmpty();
  }

  @Test
  void refusesWhenMainGoesElsewhereAndComesBack() {
    Proposed proposed = scene.propose("r1", 2);
    Proposed other = scene.propose("other", 2);

    Outcome outcome =
        publish(
            proposed,
            () -> {
              scene.publishing(other).execute();
              scene.foreignRollback(proposed.base().snapshot());
              new Decide(scene.table).release();
              scene
                  .iceberg()
                  .manageSnapshots()
                  .replaceBranch(AuditBranch.name("r1"), proposed.snapshot())
                  .commit();
            });

    assertThat(scene.main()).isEqualTo(proposed.base().snapshot());
    assertThat(outcome).isEqualTo(Outcome.MAIN_MOVED);
  }

  @Test
  void refusesWhenTheTableIsHeld() {
    Proposed proposed = scene.propose("r1", 2);

    Outcome outcome =
        publish(
            proposed,
            () -> scene.verdict().hold(new Hold("look first", null, null, "2025-09-01T10:00:00Z")));

    assertThat(outcome).isEqualTo(Outcome.HELD);
    assertThat(scene.ids()).containsExactly("r0");
  }

  @Test
  void refusesWhenABatchOfItIsExcluded() {
    Proposed proposed = scene.propose("r1", 2);

    Outcome outcome =
        publish(proposed, () -> new Decide(scene.table).exclude(List.of(2L), "poison"));

    assertThat(outcome).isEqualTo(Outcome.MAIN_MOVED);
    assertThat(scene.ids()).containsExactly("r0");
  }

  @Test
  void refusesWhenTheBranchMoves() {
    Proposed proposed = scene.propose("r1", 2);

    Outcome outcome = publish(proposed, () -> scene.write("r1", proposed.base(), 2));

    assertThat(outcome).isEqualTo(Outcome.BRANCH_MOVED);
    assertThat(scene.ids()).containsExactly("r0");
  }

  @Test
  void refusesWhenTheBranchIsDropped() {
    Proposed proposed = scene.propose("r1", 2);

    Outcome outcome = publish(proposed, () -> scene.branch().drop("r1"));

    assertThat(outcome).isEqualTo(Outcome.BRANCH_MOVED);
    assertThat(scene.ids()).containsExactly("r0");
  }

  @Test
  void publishesWhenAnotherPropertyIsSet() {
    Proposed proposed = scene.propose("r1", 2);

    Outcome outcome =
        publish(proposed, () -> scene.iceberg().updateProperties().set("owner", "us").commit());

    assertThat(outcome).isEqualTo(Outcome.PUBLISHED);
    assertThat(scene.ids()).containsExactly("r0", "r1");
    assertThat(scene.state().property("owner")).contains("us");
  }

  @Test
  void publishesWhenAnotherRunCutsItsBranch() {
    Proposed proposed = scene.propose("r1", 2);

    Outcome outcome = publish(proposed, () -> scene.branch().cut("r2", COPY_ON_WRITE));

    assertThat(outcome).isEqualTo(Outcome.PUBLISHED);
    assertThat(scene.state().metadata().refs()).containsOnlyKeys("main", "audit_r2");
  }

  @Test
  void recognisesThatAnotherProcessPublishesTheSameRun() {
    Proposed proposed = scene.propose("r1", 2);

    Outcome outcome = publish(proposed, () -> scene.publishing(proposed).execute());

    assertThat(outcome).isEqualTo(Outcome.PUBLISHED);
    assertThat(scene.ids()).containsExactly("r0", "r1");
  }

  private Outcome publish(Proposed proposed, Runnable between) {
    DisturbedLake lake = new DisturbedLake(scene.lake).thenFirst(between);
    Outcome outcome =
        new Publish(
                new LakeTable(lake, TableScene.TABLE),
                proposed.run(),
                proposed.base(),
                proposed.snapshot())
            .execute();
    assertThat(lake.isCalm()).as("it happened").isTrue();
    return outcome;
  }
}
