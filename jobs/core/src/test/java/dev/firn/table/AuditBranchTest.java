package dev.firn.table;

import static org.apache.iceberg.RowLevelOperationMode.COPY_ON_WRITE;
import static org.apache.iceberg.RowLevelOperationMode.MERGE_ON_READ;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.table.TableScene.Proposed;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.iceberg.SnapshotRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditBranchTest {

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
  void isCutFromMain() {
    Position before = scene.state().position();

    Position base = scene.branch().cut("r1", COPY_ON_WRITE);

    assertThat(base).isEqualTo(before).isEqualTo(scene.state().position());
    assertThat(head("r1")).isEqualTo(scene.main());
  }

  @Test
  void pinsItsSnapshotsForTheRecoveryWindow() {
    scene.branch().cut("r1", COPY_ON_WRITE);

    assertThat(scene.state().metadata().ref("audit_r1"))
        .isEqualTo(
            SnapshotRef.branchBuilder(scene.main())
                .maxRefAgeMs(TableScene.WINDOW.toMillis())
                .build());
  }

  @Test
  void countsTheWindowFromNow() {
    Instant written = Instant.ofEpochMilli(scene.state().main().timestampMillis());
    Clock later = Clock.offset(Clock.fixed(written, ZoneOffset.UTC), Duration.ofDays(30));

    new AuditBranch(scene.table, TableScene.WINDOW, later).cut("r1", COPY_ON_WRITE);

    assertThat(scene.state().metadata().ref("audit_r1").maxRefAgeMs())
        .isEqualTo(Duration.ofDays(37).toMillis());
  }

  @Test
  void saysHowItIsToBeWrittenInTheSameCommit() {
    int before = scene.state().metadata().previousFiles().size();

    scene.branch().cut("r1", MERGE_ON_READ);

    assertThat(scene.state().metadata().properties())
        .containsEntry("write.merge.mode", "merge-on-read");
    assertThat(scene.state().metadata().previousFiles()).hasSize(before + 1);
  }

  @Test
  void isCutAnew() {
    scene.propose("r1", 1);

    scene.branch().cut("r1", COPY_ON_WRITE);

    assertThat(head("r1")).isEqualTo(scene.main());
  }

  @Test
  void isCutAnewFromWhereMainIsNow() {
    scene.propose("slow", 1);
    scene.publish("fast", 1);

    Position base = scene.branch().cut("slow", COPY_ON_WRITE);

    assertThat(base).isEqualTo(scene.state().position());
    assertThat(head("slow")).isEqualTo(scene.main());
  }

  @Test
  void isCutFromWhatWasJustPublished() {
    DisturbedLake lake = new DisturbedLake(scene.lake).thenFirst(() -> scene.publish("fast", 1));
    LakeTable table = new LakeTable(lake, TableScene.TABLE);

    Position base =
        new AuditBranch(table, TableScene.WINDOW, TableScene.CLOCK).cut("r1", COPY_ON_WRITE);

    assertThat(lake.isCalm()).isTrue();
    assertThat(base).isEqualTo(scene.state().position());
    assertThat(head("r1")).isEqualTo(scene.main());
  }

  @Test
  void isPublishedAfterItWasCutAnew() {
    scene.propose("slow", 1);
    scene.publish("fast", 1);
    Proposed again = scene.propose("slow", 2);

    scene.publishing(again).execute();

    assertThat(scene.ids()).containsExactly("fast", "slow");
  }

  @Test
  void replacesBranchesThatMainHasLeftBehind() {
    scene.propose("written", 1);
    scene.branch().cut("unwritten", COPY_ON_WRITE);
    scene.publish("r1", 1);

    scene.branch().cut("r2", COPY_ON_WRITE);

    assertThat(scene.state().metadata().refs()).containsOnlyKeys("main", "audit_r2");
  }

  @Test
  void replacesBranchesFromBeforeMainWasElsewhere() {
    Proposed early = scene.propose("early", 1);
    scene.publish("r1", 1);
    scene.foreignRollback(early.base().snapshot());
    new Decide(scene.table).release();

    scene.branch().cut("r2", COPY_ON_WRITE);

    assertThat(scene.main()).isEqualTo(early.base().snapshot());
    assertThat(scene.state().metadata().refs()).containsOnlyKeys("main", "audit_r2");
  }

  @Test
  void keepsBranchesThatCanBePublished() {
    scene.propose("written", 1);
    scene.branch().cut("unwritten", COPY_ON_WRITE);

    scene.branch().cut("r2", COPY_ON_WRITE);

    assertThat(scene.state().metadata().refs())
        .containsOnlyKeys("main", "audit_written", "audit_unwritten", "audit_r2");
  }

  @Test
  void keepsTheBranchThatTheTableIsHeldFor() {
    scene.holdFor("failed", 1);
    scene.foreignAppend("foreign");

    scene.branch().cut("r2", COPY_ON_WRITE);

    assertThat(scene.state().metadata().refs())
        .containsOnlyKeys("main", "audit_failed", "audit_r2");
  }

  @Test
  void leavesOtherBranchesAlone() {
    scene
        .iceberg()
        .manageSnapshots()
        .createBranch("mine")
        .createTag("audited", scene.main())
        .createTag("audit_2025", scene.main())
        .commit();
    scene.publish("r1", 1);

    scene.branch().cut("r2", COPY_ON_WRITE);

    assertThat(scene.state().metadata().refs())
        .containsOnlyKeys("main", "mine", "audited", "audit_2025", "audit_r2");
  }

  @Test
  void isDropped() {
    scene.branch().cut("r1", COPY_ON_WRITE);

    scene.branch().drop("r1");

    assertThat(scene.state().metadata().refs()).containsOnlyKeys("main");
  }

  @Test
  void isDroppedOnce() {
    int before = scene.versions();

    scene.branch().drop("r1");

    assertThat(scene.versions()).isEqualTo(before);
  }

  private long head(String run) {
    return scene.state().branch(AuditBranch.name(run)).orElseThrow().snapshotId();
  }
}
