package dev.firn.table;

import static org.apache.iceberg.RowLevelOperationMode.COPY_ON_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.firn.fault.FirnException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Something happens after a rollback or an undo has looked at the table, and before it commits. */
class GoingBackInterleavingTest {

  @TempDir private Path folder;
  private TableScene scene;
  private DisturbedLake lake;
  private LakeTable table;
  private long good;
  private long bad;

  @BeforeEach
  void open() {
    scene = new TableScene(folder);
    lake = new DisturbedLake(scene.lake);
    table = new LakeTable(lake, TableScene.TABLE);
    good = scene.publish("good", 2);
    bad = scene.publish("bad", 4);
  }

  @AfterEach
  void close() {
    assertThat(lake.isCalm()).as("it happened").isTrue();
    scene.close();
  }

  @Test
  void takesOutWhatWasJustPublishedAndSaysSo() {
    lake.thenFirst(() -> scene.publish("last", 5));

    GoingBack result = rollback("good").execute();

    assertThat(result.abandoned()).containsExactly("last", "bad");
    assertThat(result.batches()).containsExactly(3L, 4L, 5L);
    assertThat(scene.ids()).containsExactly("good");
    assertThat(scene.state().hasAbandoned("last")).isTrue();
    assertThat(scene.state().metadata().refs()).containsOnlyKeys("main", "abandoned_last");
  }

  @Test
  void keepsWhatSomebodyElseJustWroteReachable() {
    lake.thenFirst(() -> scene.foreignAppend("foreign"));

    GoingBack result = rollback("good").execute();

    assertThat(result.rowsBefore()).isEqualTo(3);
    assertThat(scene.state().metadata().refs())
        .containsOnlyKeys("main", "abandoned_" + result.from());
  }

  @Test
  void dropsABranchThatWasJustCutWhenItLooksAgain() {
    lake.thenFirst(
        () -> {
          scene.branch().cut("open", COPY_ON_WRITE);
          new Decide(scene.table).exclude(List.of(9L), "poison");
        });

    GoingBack result = rollback("good").execute();

    assertThat(result.unpublishable()).containsExactly("audit_open");
    assertThat(scene.state().metadata().refs()).containsOnlyKeys("main", "abandoned_bad");
  }

  @Test
  void keepsADecisionThatWasJustMade() {
    lake.thenFirst(() -> new Decide(scene.table).exclude(List.of(9L), "poison"));

    rollback("good").execute();

    assertThat(scene.ids()).containsExactly("good");
    assertThat(scene.state().excluded()).containsOnly(Map.entry(9L, "poison"));
  }

  @Test
  void doesNothingWhenSomebodyElseWentThere() {
    lake.thenFirst(() -> scene.rollback("good").execute());

    GoingBack result = rollback("good").execute();

    assertThat(result).returns(good, GoingBack::from).returns(good, GoingBack::to);
    assertThat(scene.ids()).containsExactly("good");
  }

  @Test
  void refusesToUndoWhenARunWasJustPublished() {
    scene.rollback("good").mergingAgain().execute();
    lake.thenFirst(() -> scene.publish("last", 4));

    FirnException e = catchThrowableOfType(FirnException.class, () -> new Undo(table).execute());

    assertThat(e).hasMessageStartingWith("there is nothing to undo on things");
    assertThat(scene.ids()).containsExactly("good", "last");
  }

  @Test
  void keepsADecisionThatWasJustMadeWhenItUndoes() {
    scene.rollback("good").execute();
    lake.thenFirst(() -> new Decide(scene.table).exclude(List.of(9L), "poison"));

    GoingBack result = new Undo(table).execute();

    assertThat(result.to()).isEqualTo(bad);
    assertThat(scene.state().excluded()).containsOnly(Map.entry(9L, "poison"));
  }

  @Test
  void excludesNothingThatWasJustPublished() {
    lake.thenFirst(() -> scene.publish("last", 6));

    FirnException e =
        catchThrowableOfType(
            FirnException.class, () -> new Decide(table).exclude(List.of(6L), "poison"));

    assertThat(e).hasMessage("batch 6 of things is in the table already");
    assertThat(scene.state().excluded()).isEmpty();
  }

  private Rollback rollback(String to) {
    return new Rollback(table, new Point(to), TableScene.WINDOW, TableScene.CLOCK);
  }
}
