package dev.firn.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.table.TableScene.Proposed;
import dev.firn.table.Upkeep.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.apache.iceberg.ManifestFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many small manifests become few, and nobody notices. */
class PackManifestsTest {

  @TempDir private Path folder;
  private TableScene scene;

  @BeforeEach
  void open() {
    scene = new TableScene(folder);
    for (int run = 1; run <= 11; run++) {
      scene.publish("r" + (10 + run), run);
    }
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void writesThemAsFewAndCarriesWhatTheRowsAreMadeOf() {
    TableState before = scene.state();
    List<String> ids = scene.ids();
    assertThat(manifests()).hasSize(11);

    Upkeep upkeep = new PackManifests(scene.table).execute();

    assertThat(upkeep.outcome()).isEqualTo(Outcome.DONE);
    assertThat(upkeep.before().files()).isEqualTo(11);
    assertThat(upkeep.after().files()).isEqualTo(1);
    assertThat(manifests()).hasSize(1);
    TableState after = scene.state();
    assertThat(after.main().operation()).isEqualTo("replace");
    assertThat(after.main().summary()).containsAllEntriesOf(before.applied().toSummary());
    assertThat(RowsDefinition.of(after)).isEqualTo(RowsDefinition.of(before));
    assertThat(after.hold()).isEmpty();
    assertThat(scene.ids()).isEqualTo(ids);
    assertThat(new History(after).lines().get(0).foreign()).isFalse();
    assertThat(scene.rollback("before:r21").mergingAgain().execute().abandoned())
        .containsExactly("r21");
  }

  @Test
  void commitsNothingIfThereAreFew() {
    new PackManifests(scene.table).execute();
    int versions = scene.versions();

    Upkeep upkeep = new PackManifests(scene.table).execute();

    assertThat(upkeep.outcome()).isEqualTo(Outcome.NOTHING);
    assertThat(upkeep.what()).isEqualTo("main has few small manifests: 1 of 1");
    assertThat(scene.versions()).isEqualTo(versions);
  }

  /** Iceberg would put what was prepared for the old main on top of the new one. */
  @Test
  void carriesWhatTheMainIsMadeOfThatItIsCommittedOn() {
    DisturbedLake lake = new DisturbedLake(scene.lake).thenFirst(() -> scene.publish("late", 12));

    Upkeep upkeep = new PackManifests(new LakeTable(lake, TableScene.TABLE)).execute();

    assertThat(lake.isCalm()).isTrue();
    assertThat(upkeep.outcome()).isEqualTo(Outcome.DONE);
    assertThat(scene.state().main().operation()).isEqualTo("replace");
    assertThat(scene.state().applied().through()).isEqualTo(12);
    assertThat(scene.ids()).hasSize(12).contains("late");
  }

  @Test
  void leavesMainWhereABranchWaitsToBePublished() {
    Proposed held = scene.holdFor("r22", 12);
    long main = scene.main();

    Upkeep upkeep = new PackManifests(scene.table).execute();

    assertThat(upkeep.outcome()).isEqualTo(Outcome.WAITS);
    assertThat(upkeep.what())
        .isEqualTo("the table is held, and a branch may wait to be published: the audit failed");
    assertThat(scene.main()).isEqualTo(main);
    assertThat(scene.publishing(held).accepting("it is right").execute())
        .isEqualTo(Publish.Outcome.PUBLISHED);
  }

  @Test
  void leavesMainWhereItIsWhenTheTableIsHeldMeanwhile() {
    Proposed[] held = new Proposed[1];
    DisturbedLake lake =
        new DisturbedLake(scene.lake).thenFirst(() -> held[0] = scene.holdFor("r22", 12));

    Upkeep upkeep = new PackManifests(new LakeTable(lake, TableScene.TABLE)).execute();

    assertThat(upkeep.outcome()).isEqualTo(Outcome.WAITS);
    assertThat(scene.publishing(held[0]).accepting("it is right").execute())
        .isEqualTo(Publish.Outcome.PUBLISHED);
  }

  @Test
  void undoesARollbackFromBefore() {
    scene.publish("bad", 12);
    long bad = scene.main();
    scene.rollback("before:bad").mergingAgain().execute();
    assertThat(new PackManifests(scene.table).execute().outcome()).isEqualTo(Outcome.DONE);
    long packed = scene.main();

    assertThat(scene.state().canBeUndone()).isTrue();
    assertThat(new Undo(scene.table).plan().to()).isEqualTo(bad);
    new Undo(scene.table).execute();

    assertThat(scene.main()).isEqualTo(bad);
    assertThat(scene.ids()).contains("bad");
    assertThat(scene.state().hasAbandoned("bad")).isFalse();
    new Undo(scene.table).execute();
    assertThat(scene.main()).as("undone twice").isEqualTo(packed);
    assertThat(scene.ids()).doesNotContain("bad");
    assertThat(scene.state().hasAbandoned("bad")).isTrue();
  }

  @Test
  void doesNotUndoOverRowsOfOthers() {
    scene.publish("bad", 12);
    scene.rollback("before:bad").mergingAgain().execute();
    scene.foreignAppend("somebody");

    assertThat(scene.state().canBeUndone()).isFalse();
  }

  private List<ManifestFile> manifests() {
    return scene.state().main().allManifests(scene.iceberg().io());
  }
}
