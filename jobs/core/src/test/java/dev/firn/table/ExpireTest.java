package dev.firn.table;

import static org.apache.iceberg.RowLevelOperationMode.COPY_ON_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.fault.FirnException;
import dev.firn.table.TableScene.Proposed;
import dev.firn.table.Upkeep.Outcome;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is older than the recovery window goes, and nothing that is inside it. */
class ExpireTest {

  private static final Duration LONG_AFTER = TableScene.WINDOW.plusDays(1);

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
  void commitsNothingInsideTheWindow() {
    scene.publish("r1", 1);
    scene.publish("r2", 2);
    int versions = scene.versions();

    Upkeep upkeep = after(Duration.ofDays(6)).execute();

    assertThat(upkeep.outcome()).isEqualTo(Outcome.NOTHING);
    assertThat(upkeep.what())
        .isEqualTo("everything is inside the recovery window, or kept by name");
    assertThat(scene.versions()).isEqualTo(versions);
  }

  @Test
  void letsGoOfWhatIsOlderAndStillKnowsWhatTheRowsAreMadeOf() {
    scene.publish("r1", 1);
    scene.publish("r2", 2);
    long before = scene.publish("r3", 3);
    long main = scene.publish("r4", 4);
    Applied applied = scene.state().applied();

    Upkeep plan = after(LONG_AFTER).plan();
    Upkeep upkeep = after(LONG_AFTER).execute();

    assertThat(plan.outcome()).isEqualTo(Outcome.PLANNED);
    assertThat(upkeep).isEqualTo(plan.as(Outcome.DONE));
    assertThat(upkeep.what()).isEqualTo("3 snapshots, 3 files that only they needed");
    assertThat(upkeep.removes())
        .hasSize(3)
        .anySatisfy(removed -> assertThat(removed).startsWith("snapshot ").endsWith(", run r1"));
    assertThat(upkeep.before().files() - upkeep.after().files()).isEqualTo(3);
    assertThat(snapshots()).containsExactlyInAnyOrder(before, main);
    assertThat(scene.ids()).containsExactly("r1", "r2", "r3", "r4");
    assertThat(scene.state().applied()).isEqualTo(applied);
    assertThat(scene.state().hold()).isEmpty();
    assertThat(after(LONG_AFTER).execute().removes()).as("once is enough").isEmpty();
    assertThat(scene.rollback("before:r4").mergingAgain().execute().to()).isEqualTo(before);
  }

  @Test
  void keepsWhatMainShowedInTheWindowHoweverOldItIs() {
    scene.publish("r1", 1);
    long before = scene.main();
    long old = scene.publish("r2", 2);
    Clock whenItWasShown = now();
    scene.foreignRollback(before);
    new Decide(scene.table).release();
    scene.publish("r3", 2);
    scene.publish("r4", 3);
    scene.publish("r5", 4);

    Expire expire =
        new Expire(
            scene.table,
            TableScene.WINDOW,
            Clock.offset(whenItWasShown, TableScene.WINDOW.plusMillis(1)));
    expire.execute();

    assertThat(scene.state().metadata().snapshot(old))
        .as("no branch has it, and it was written before the window")
        .isNotNull();
    assertThat(scene.rollback("r2").mergingAgain().execute().to()).isEqualTo(old);
  }

  @Test
  void forgetsWhatWasRolledBackWithItsBranchFilesAndProperties() {
    scene.publish("r1", 1);
    scene.publish("bad", 2);
    Set<String> bad = files();
    scene.rollback("before:bad").mergingAgain().execute();
    scene.publish("r2", 2);
    scene.publish("r3", 3);
    bad.removeAll(files());
    assertThat(bad).as("files of the bad run only").hasSize(1);
    assertThat(scene.state().hasAbandoned("bad")).isTrue();

    assertThat(after(Duration.ofDays(6)).execute().outcome()).isEqualTo(Outcome.NOTHING);
    Duration sinceTheEpochOfItsBranch =
        Duration.between(TableScene.CLOCK.instant(), now().instant()).plus(LONG_AFTER);
    Upkeep upkeep = after(sinceTheEpochOfItsBranch).execute();

    assertThat(upkeep.removes())
        .contains("branch or tag abandoned_bad", "property firn.abandoned.bad");
    assertThat(scene.state().metadata().refs()).containsOnlyKeys("main");
    assertThat(scene.state().hasAbandoned("bad")).isFalse();
    assertThat(bad).allMatch(file -> !scene.iceberg().io().newInputFile(file).exists());
    assertThat(scene.ids()).containsExactly("r1", "r2", "r3");
    assertThatThrownBy(() -> scene.rollback("bad").execute())
        .isInstanceOf(FirnException.class)
        .hasMessageContaining("there is no point 'bad'");
  }

  @Test
  void remembersThatARunWasAbandonedAsLongAsAnythingOfItIsThere() {
    scene.publish("r1", 1);
    scene.publish("bad", 2);
    scene.iceberg().manageSnapshots().createTag("evidence", scene.main()).commit();
    scene.rollback("before:bad").mergingAgain().execute();

    after(Duration.ofDays(1000)).execute();

    assertThat(scene.state().metadata().refs()).containsKey("evidence");
    assertThat(scene.state().hasAbandoned("bad")).isTrue();
  }

  @Test
  void keepsWhatIsHeldUntilSomebodyDecides() {
    scene.publish("r1", 1);
    Proposed held = scene.holdFor("r2", 2);

    after(Duration.ofDays(1000)).execute();

    assertThat(scene.publishing(held).accepting("it is right").execute())
        .isEqualTo(Publish.Outcome.PUBLISHED);
  }

  @Test
  void keepsWhatWaitsForReview() {
    scene.publish("r1", 1);
    Proposed proposed = scene.propose("r2", 2);
    scene.branch().propose("r2", proposed.base(), proposed.snapshot());

    after(Duration.ofDays(1000)).execute();

    assertThat(scene.state().proposals()).containsExactly("r2");
    assertThat(scene.publishing(proposed).execute()).isEqualTo(Publish.Outcome.PUBLISHED);
  }

  @Test
  void letsGoOfBranchesThatKilledRunsLeft() {
    scene.publish("r1", 1);
    scene.propose("killed", 2);

    Duration sinceItsEpoch =
        Duration.between(TableScene.CLOCK.instant(), now().instant()).plus(LONG_AFTER);
    Upkeep upkeep = after(sinceItsEpoch).execute();

    assertThat(upkeep.removes()).contains("branch or tag audit_killed");
    assertThat(scene.branch().cut("next", COPY_ON_WRITE)).isEqualTo(scene.state().position());
  }

  @Test
  void keepsAllSchemas() {
    scene.publish("r1", 1);
    scene.iceberg().updateSchema().deleteColumn("amount").commit();
    int schemas = scene.state().metadata().schemas().size();
    scene.foreignAppend("x", 1);
    scene.foreignAppend("y", 1);

    after(LONG_AFTER).execute();

    assertThat(scene.state().metadata().schemas()).hasSize(schemas);
  }

  @Test
  void keepsWhatSomebodyTagsMeanwhile() {
    long old = scene.publish("r1", 1);
    scene.publish("r2", 2);
    scene.publish("r3", 3);

    meanwhile(() -> scene.iceberg().manageSnapshots().createTag("mine", old).commit());

    assertThat(scene.state().metadata().snapshot(old)).isNotNull();
    assertThat(scene.state().metadata().refs()).containsKey("mine");
  }

  @Test
  void keepsWhereSomebodyGoesBackMeanwhile() {
    long old = scene.publish("r1", 1);
    scene.publish("r2", 2);
    scene.publish("r3", 3);

    meanwhile(() -> scene.rollback("r1").mergingAgain().execute());

    assertThat(scene.main()).isEqualTo(old);
    assertThat(scene.ids()).containsExactly("r1");
    assertThat(scene.state().applied().through()).isEqualTo(1);
  }

  @Test
  void keepsWhatSaysOfWhichBatchesASnapshotOfOthersIsMade() {
    scene.publish("r1", 1);
    for (String id : List.of("a", "b", "c", "d")) {
      scene.foreignAppend(id);
    }
    long before = scene.main();
    Clock whenItWasShown = now();
    scene.publish("r2", 2);

    Expire expire =
        new Expire(
            scene.table,
            TableScene.WINDOW,
            Clock.offset(whenItWasShown, TableScene.WINDOW.plusMillis(1)));
    scene.publish("r3", 3);
    scene.publish("r4", 4);
    expire.execute();

    assertThat(scene.state().applied(snapshot(before)).through()).isEqualTo(1);
  }

  @Test
  void remembersOfWhichBatchesASnapshotOfOthersIsMadeWhereverMainGoes() {
    long first = scene.publish("r1", 1);
    long second = scene.publish("r2", 2);
    scene.foreignAppend("x");
    long others = scene.foreignAppend("y");
    Clock whenAllWasWritten = now();
    scene.rollback("r1").mergingAgain().execute();
    new Undo(scene.table).execute();
    new Expire(
            scene.table,
            TableScene.WINDOW,
            Clock.offset(whenAllWasWritten, TableScene.WINDOW.plusMillis(1)))
        .execute();
    assertThat(snapshots()).contains(first, others).doesNotContain(second);

    scene.rollback("r1").mergingAgain().execute();

    assertThat(scene.state().applied().through()).isEqualTo(1);
    assertThat(scene.state().applied(snapshot(others)).through()).isEqualTo(2);
    new Undo(scene.table).execute();
    assertThat(scene.main()).isEqualTo(others);
    assertThat(scene.state().applied().through()).isEqualTo(2);
    scene.publish("r3", 3);
    assertThat(scene.state().applied(snapshot(others)).through()).isEqualTo(2);

    scene.publish("r4", 4);
    after(Duration.ofDays(1000)).execute();
    assertThat(scene.state().metadata().properties().keySet())
        .as("with the snapshot goes the memory of it")
        .noneMatch(property -> property.startsWith(TableState.REMEMBERED));
  }

  @Test
  void leavesATableAloneWhoseFilesMayBeAnothersToo() {
    scene.publish("r1", 1);
    scene.iceberg().updateProperties().set("gc.enabled", "false").commit();

    assertThatThrownBy(() -> after(LONG_AFTER).execute())
        .isInstanceOf(FirnException.class)
        .hasMessage("table things says gc.enabled=false: its files may be another table's too");
  }

  private void meanwhile(Runnable other) {
    DisturbedLake lake = new DisturbedLake(scene.lake).thenFirst(other);
    new Expire(
            new LakeTable(lake, TableScene.TABLE),
            TableScene.WINDOW,
            Clock.offset(Clock.systemUTC(), LONG_AFTER))
        .execute();
    assertThat(lake.isCalm()).as("it happened").isTrue();
  }

  private Expire after(Duration time) {
    return new Expire(scene.table, TableScene.WINDOW, Clock.offset(Clock.systemUTC(), time));
  }

  /** A clock that stands; what is written after this is later. */
  private static Clock now() {
    Clock now = Clock.fixed(Clock.systemUTC().instant(), ZoneOffset.UTC);
    while (System.currentTimeMillis() <= now.millis() + 1) {
      Thread.onSpinWait();
    }
    return now;
  }

  private Snapshot snapshot(long id) {
    return scene.state().metadata().snapshot(id);
  }

  private List<Long> snapshots() {
    return scene.state().metadata().snapshots().stream().map(Snapshot::snapshotId).toList();
  }

  /** Of main, and those that its snapshots have added. */
  private Set<String> files() {
    Set<String> files = new TreeSet<>();
    for (Snapshot snapshot : scene.state().ancestors(scene.state().main())) {
      for (DataFile file : snapshot.addedDataFiles(scene.iceberg().io())) {
        files.add(file.location());
      }
    }
    return files;
  }
}
