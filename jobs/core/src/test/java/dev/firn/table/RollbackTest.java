package dev.firn.table;

import static org.apache.iceberg.RowLevelOperationMode.COPY_ON_WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollbackTest {

  private static final List<String> COLUMNS =
      List.of(
          "id string",
          "amount long",
          "firn_extra string",
          "firn_run_id string",
          "firn_seq long",
          "firn_raw string",
          "firn_pointer string",
          "firn_order string",
          "firn_hash binary");

  @TempDir private Path folder;
  private TableScene scene;
  private long good;
  private long bad;

  @BeforeEach
  void publishGoodAndBad() {
    scene = new TableScene(folder);
    good = scene.publish("good", 2);
    bad = scene.publish("bad", 4);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void putsRowsAndPositionBack() {
    scene.rollback("before:bad").execute();

    assertThat(scene.main()).isEqualTo(good);
    assertThat(scene.ids()).containsExactly("good");
    assertThat(scene.state().applied().through()).isEqualTo(2);
  }

  @Test
  void isOneCommit() {
    scene.propose("open", 5);
    scene.iceberg().updateSchema().addColumn("note", Types.StringType.get()).commit();
    int before = scene.versions();

    scene.rollback("before:bad").excluding(new TreeSet<>(Set.of(3L))).execute();

    assertThat(scene.versions()).isEqualTo(before + 1);
  }

  @Test
  void tellsWhatItDid() {
    scene.propose("open", 5);

    GoingBack result = scene.rollback("before:bad").execute();

    assertThat(result)
        .isEqualTo(
            new GoingBack(
                "things",
                bad,
                good,
                2,
                1,
                COLUMNS,
                COLUMNS,
                2,
                List.of("bad"),
                List.of(),
                new TreeSet<>(Set.of(3L, 4L)),
                new TreeSet<>(),
                List.of("audit_open"),
                true,
                List.of()));
  }

  @Test
  void doesWhatItPlanned() {
    scene.propose("open", 5);
    Rollback rollback =
        scene.rollback("before:bad").excluding(new TreeSet<>(Set.of(3L))).because("poison");
    GoingBack plan = rollback.plan();

    GoingBack result = rollback.execute();

    assertThat(result).isEqualTo(plan);
  }

  @Test
  void changesNothingWhilePlanning() {
    int before = scene.versions();

    scene.rollback("before:bad").plan();

    assertThat(scene.versions()).isEqualTo(before);
    assertThat(scene.main()).isEqualTo(bad);
  }

  @Test
  void keepsTheHeadItLeavesForTheWindow() {
    scene.rollback("before:bad").execute();

    assertThat(scene.state().metadata().ref("abandoned_bad"))
        .isEqualTo(
            SnapshotRef.branchBuilder(bad).maxRefAgeMs(TableScene.WINDOW.toMillis()).build());
  }

  @Test
  void countsTheWindowFromNow() {
    Instant written = Instant.ofEpochMilli(scene.state().main().timestampMillis());
    Clock later = Clock.offset(Clock.fixed(written, ZoneOffset.UTC), Duration.ofDays(30));

    new Rollback(scene.table, new Point("before:bad"), TableScene.WINDOW, later).execute();

    assertThat(scene.state().metadata().ref("abandoned_bad").maxRefAgeMs())
        .isEqualTo(Duration.ofDays(37).toMillis());
  }

  @Test
  void keepsAForeignHeadUnderItsId() {
    long foreign = scene.foreignAppend("foreign");

    scene.rollback("good").execute();

    assertThat(scene.state().metadata().refs()).containsOnlyKeys("main", "abandoned_" + foreign);
  }

  @Test
  void keepsWhatMainRetains() {
    SnapshotRef before = scene.state().metadata().ref("main");

    scene.rollback("before:bad").execute();

    assertThat(scene.state().metadata().ref("main"))
        .returns(before.minSnapshotsToKeep(), SnapshotRef::minSnapshotsToKeep)
        .returns(before.maxSnapshotAgeMs(), SnapshotRef::maxSnapshotAgeMs);
  }

  @Test
  void dropsBranchesThatNothingCanPublish() {
    scene.propose("open", 5);
    scene.branch().cut("empty", COPY_ON_WRITE);

    scene.rollback("before:bad").execute();

    assertThat(scene.state().metadata().refs()).containsOnlyKeys("main", "abandoned_bad");
  }

  @Test
  void goesForwardToWhatWasAbandoned() {
    scene.rollback("before:bad").execute();

    GoingBack result = scene.rollback("bad").execute();

    assertThat(result.regained()).containsExactly("bad");
    assertThat(result.batches()).isEmpty();
    assertThat(result.held()).isFalse();
    assertThat(scene.ids()).containsExactly("bad", "good");
    assertThat(scene.state().hasAbandoned("bad")).isFalse();
  }

  @Test
  void goesBackToTheEmptyTable() {
    GoingBack result = scene.rollback("before:good").execute();

    assertThat(result.abandoned()).containsExactly("bad", "good");
    assertThat(result.through()).isZero();
    assertThat(scene.ids()).isEmpty();
    assertThat(scene.state().applied()).isEqualTo(Applied.NOTHING);
  }

  @Test
  void doesNothingWhereMainIsAlready() {
    int before = scene.versions();

    GoingBack result = scene.rollback("bad").execute();

    assertThat(result).returns(bad, GoingBack::from).returns(bad, GoingBack::to);
    assertThat(scene.versions()).isEqualTo(before);
  }
}
