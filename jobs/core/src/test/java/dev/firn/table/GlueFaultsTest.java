package dev.firn.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.lake.GlueLake;
import dev.firn.table.Publish.Outcome;
import dev.firn.table.TableScene.Proposed;
import dev.firn.testing.EmulatedAws;
import dev.firn.testing.Wire;
import dev.firn.testing.Wire.Fault;
import org.apache.iceberg.exceptions.NotFoundException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Glue and S3 answer badly, or not at all, while a table's commit is under way. */
class GlueFaultsTest {

  private static final String COMMIT = "glue:UpdateTable";

  private final EmulatedAws aws = EmulatedAws.instance();
  private final Wire wire = aws.wire();
  private TableScene scene;

  @BeforeEach
  void open() {
    scene = new TableScene(GlueLake.open(aws.newDatabase()));
  }

  @AfterEach
  void close() {
    assertThat(wire.isSpent()).as("what was to fail failed").isTrue();
    wire.heal();
    scene.close();
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void publishesOnce(Fault fault) {
    Proposed proposed = scene.propose("r1", 1);
    int before = scene.versions();
    wire.failNext(COMMIT, fault);

    Outcome outcome = scene.publishing(proposed).execute();

    assertThat(outcome).isEqualTo(Outcome.PUBLISHED);
    assertThat(scene.versions()).isEqualTo(before + 1);
    assertThat(scene.ids()).containsExactly("r1");
  }

  /** The time-out after a commit that went through: the SDK asks again, and Glue is away. */
  @Test
  void publishesOnceWhenGlueIsAwayAfterTheCommit() {
    Proposed proposed = scene.propose("r1", 1);
    int before = scene.versions();
    wire.failNext(COMMIT, Fault.LOST_REPLY);
    for (int retry = 0; retry < 3; retry++) {
      wire.failNext(COMMIT, Fault.UNAVAILABLE);
    }

    Outcome outcome = scene.publishing(proposed).execute();

    assertThat(outcome).isEqualTo(Outcome.PUBLISHED);
    assertThat(scene.versions()).isEqualTo(before + 1);
    assertThat(scene.ids()).containsExactly("r1");
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void rollsBackOnce(Fault fault) {
    scene.publish("r1", 1);
    scene.publish("r2", 2);
    int before = scene.versions();
    wire.failNext(COMMIT, fault);

    scene.rollback("before:r2").execute();

    assertThat(scene.versions()).isEqualTo(before + 1);
    assertThat(scene.ids()).containsExactly("r1");
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void undoesOnce(Fault fault) {
    scene.publish("r1", 1);
    scene.publish("r2", 2);
    scene.rollback("before:r2").execute();
    int before = scene.versions();
    wire.failNext(COMMIT, fault);

    new Undo(scene.table).execute();

    assertThat(scene.versions()).isEqualTo(before + 1);
    assertThat(scene.ids()).containsExactlyInAnyOrder("r1", "r2");
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"LOST_REPLY", "LOST_REQUEST", "THROTTLED", "UNAVAILABLE"})
  void publishesAlthoughMetadataIsHardToWrite(Fault fault) {
    Proposed proposed = scene.propose("r1", 1);
    wire.failNext(
        request -> request.operation().equals("s3:PUT") && request.uri().contains(".metadata.json"),
        fault);

    assertThat(scene.publishing(proposed).execute()).isEqualTo(Outcome.PUBLISHED);

    assertThat(scene.ids()).containsExactly("r1");
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"LOST_REQUEST", "THROTTLED", "UNAVAILABLE"})
  void looksAlthoughReadingIsHard(Fault fault) {
    scene.publish("r1", 1);
    wire.failNext("glue:GetTable", fault);
    wire.failNext("s3:GET", fault);

    assertThat(scene.ids()).containsExactly("r1");
  }

  /**
   * Clients have taken such a time-out for a failure, and deleted the metadata that Glue pointed at
   * (iceberg#15530). Then no catalog loads the table, and dropping it is all that one can do there.
   */
  @Test
  void comesBackWhenTheMetadataOfALostCommitIsDeleted() {
    scene.publish("r1", 1);
    Proposed proposed = scene.propose("r2", 2);
    wire.failNext(COMMIT, Fault.LOST_REPLY);
    scene.publishing(proposed).execute();
    String live = scene.state().metadata().metadataFileLocation();
    scene.iceberg().io().deleteFile(live);
    assertThatThrownBy(() -> scene.lake.catalog().loadTable(scene.lake.table(TableScene.TABLE)))
        .isInstanceOf(NotFoundException.class);

    RepairPointer repair = new RepairPointer(scene.lake, TableScene.TABLE);
    PointerRepair plan = repair.plan();
    repair.execute(plan);

    assertThat(plan.from()).isEqualTo(live);
    assertThat(plan.because()).isEqualTo("the catalog names it as the one before");
    assertThat(scene.ids()).containsExactly("r1");
    assertThat(scene.publishing(proposed).execute()).isEqualTo(Outcome.PUBLISHED);
    assertThat(scene.ids()).containsExactly("r1", "r2");
  }
}
