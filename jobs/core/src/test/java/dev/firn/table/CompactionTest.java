package dev.firn.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.table.Compaction.Result;
import dev.firn.table.TableScene.Proposed;
import dev.firn.table.Upkeep.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New files take the place of old ones, whatever happens meanwhile. */
class CompactionTest {

  @TempDir private Path folder;
  private TableScene scene;

  @BeforeEach
  void open() {
    scene = new TableScene(folder);
    for (int run = 1; run <= 5; run++) {
      scene.publish("r" + run, run);
    }
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void seesTheNeedInTheMetadata() {
    Upkeep plan = compaction().plan();

    assertThat(plan.outcome()).isEqualTo(Outcome.PLANNED);
    assertThat(plan.what()).isEqualTo("5 small files of one partition");
    assertThat(plan.before().files()).isEqualTo(5);
    scene.rollback("before:r5").mergingAgain().execute();
    assertThat(compaction().plan().what())
        .isEqualTo("no partition has 5 small files, and no file has many deletes");
  }

  @Test
  void carriesWhatTheRowsAreMadeOf() {
    TableState before = scene.state();

    assertThat(compact(scene.table)).isEqualTo(Result.DONE);

    TableState after = scene.state();
    assertThat(scene.ids()).containsExactly("r1", "r2", "r3", "r4", "r5");
    assertThat(files()).hasSize(1);
    assertThat(after.main().operation()).isEqualTo("replace");
    assertThat(after.main().summary()).containsAllEntriesOf(before.applied().toSummary());
    assertThat(after.main().summary()).doesNotContainKey(RunFacts.RUN_ID);
    assertThat(after.hold()).isEmpty();
    assertThat(scene.rollback("r3").mergingAgain().execute().abandoned())
        .containsExactlyInAnyOrder("r4", "r5");
    assertThat(scene.ids()).containsExactly("r1", "r2", "r3");
  }

  @Test
  void keepsWhatMainHasGainedMeanwhile() {
    DisturbedLake lake = new DisturbedLake(scene.lake).thenFirst(() -> scene.publish("r6", 6));

    assertThat(compact(new LakeTable(lake, TableScene.TABLE))).isEqualTo(Result.DONE);

    assertThat(lake.isCalm()).isTrue();
    assertThat(scene.ids()).containsExactly("r1", "r2", "r3", "r4", "r5", "r6");
    assertThat(scene.state().main().operation()).isEqualTo("replace");
    assertThat(scene.state().applied().through()).as("of the new main").isEqualTo(6);
    assertThat(files()).hasSize(2);
  }

  @Test
  void givesWayWhenARowOfTheFilesIsGone() {
    DisturbedLake lake = new DisturbedLake(scene.lake).thenFirst(this::deleteOneFile);

    assertThat(compact(new LakeTable(lake, TableScene.TABLE))).isEqualTo(Result.OVERTAKEN);

    assertThat(lake.isCalm()).isTrue();
    assertThat(scene.ids()).hasSize(4);
    assertThat(scene.iceberg().io().newInputFile(written.location()).exists())
        .as("what was written for nothing")
        .isFalse();
  }

  @Test
  void bringsNothingBackThatIsRolledBackMeanwhile() {
    DisturbedLake lake =
        new DisturbedLake(scene.lake)
            .thenFirst(() -> scene.rollback("before:r5").mergingAgain().execute());

    assertThat(compact(new LakeTable(lake, TableScene.TABLE))).isEqualTo(Result.OVERTAKEN);

    assertThat(scene.ids()).containsExactly("r1", "r2", "r3", "r4");
  }

  @Test
  void isDoneOnceWhenTheAnswerIsLost() {
    DisturbedLake lake =
        new DisturbedLake(scene.lake)
            .thenLose(new CommitStateUnknownException(new RuntimeException("nobody answered")));
    int versions = scene.versions();

    assertThat(compact(new LakeTable(lake, TableScene.TABLE))).isEqualTo(Result.DONE);

    assertThat(scene.versions()).isEqualTo(versions + 1);
    assertThat(scene.ids()).hasSize(5);
  }

  @Test
  void leavesMainWhereABranchWaitsToBePublished() {
    Proposed held = scene.holdFor("r6", 6);

    assertThat(compaction().plan().outcome()).isEqualTo(Outcome.WAITS);
    assertThat(compact(scene.table)).isEqualTo(Result.WAITS);

    assertThat(scene.publishing(held).accepting("it is right").execute())
        .isEqualTo(Publish.Outcome.PUBLISHED);
  }

  @Test
  void runUnderwayIsNotPublishedOverItAndMergesAgain() {
    Proposed underway = scene.propose("r6", 6);
    compact(scene.table);

    assertThat(scene.publishing(underway).execute()).isEqualTo(Publish.Outcome.MAIN_MOVED);
    scene.publish("r6", 6);

    assertThat(scene.ids()).containsExactly("r1", "r2", "r3", "r4", "r5", "r6");
    assertThat(scene.state().applied().through()).isEqualTo(6);
  }

  @Test
  void undoesARollbackFromBefore() {
    scene.publish("bad", 6);
    scene.rollback("before:bad").mergingAgain().execute();
    compact(scene.table);

    new Undo(scene.table).execute();

    assertThat(scene.ids()).contains("bad");
    new Undo(scene.table).execute();
    assertThat(scene.ids()).doesNotContain("bad");
  }

  private DataFile written;

  /** What an engine does. */
  private Result compact(LakeTable table) {
    Table iceberg = scene.iceberg();
    Set<DataFile> removed = new HashSet<>(files());
    long base = scene.main();
    written = Rows.file(iceberg, "compacted", List.copyOf(Rows.of(iceberg)));
    return new Compaction(table).replace(base, removed, Set.of(written));
  }

  private Compaction compaction() {
    return new Compaction(scene.table);
  }

  private void deleteOneFile() {
    scene.iceberg().newDelete().deleteFile(files().get(0)).commit();
  }

  private List<DataFile> files() {
    try (var tasks = scene.iceberg().newScan().planFiles()) {
      List<DataFile> files = new ArrayList<>();
      for (FileScanTask task : tasks) {
        files.add(task.file());
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
