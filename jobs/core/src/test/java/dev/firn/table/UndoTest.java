package dev.firn.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UndoTest {

  @TempDir private Path folder;
  private TableScene scene;
  private long good;
  private long bad;

  @BeforeEach
  void open() {
    scene = new TableScene(folder);
    good = scene.publish("good", 2);
    bad = scene.publish("bad", 4);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  /** All that readers and later runs depend on. */
  private record Standing(
      long main, int schema, Map<String, String> decisions, List<String> ids, Applied applied) {}

  private Standing standing() {
    TableState state = scene.state();
    return new Standing(
        scene.main(),
        state.metadata().currentSchemaId(),
        scene.decisions(),
        scene.ids(),
        state.applied());
  }

  @Test
  void isTheExactInverse() {
    new Decide(scene.table).exclude(List.of(9L), "earlier");
    scene.iceberg().updateSchema().addColumn("note", Types.StringType.get()).commit();
    Standing before = standing();
    scene.rollback("before:bad").excluding(new TreeSet<>(Set.of(3L, 7L))).execute();

    new Undo(scene.table).execute();

    assertThat(standing()).isEqualTo(before);
  }

  @Test
  void undoesAnUndo() {
    scene.rollback("before:bad").execute();
    Standing before = standing();
    new Undo(scene.table).execute();

    new Undo(scene.table).execute();

    assertThat(standing()).isEqualTo(before);
  }

  @Test
  void goesToAndFro() {
    Standing before = standing();
    scene.rollback("before:bad").execute();
    new Undo(scene.table).execute();
    new Undo(scene.table).execute();

    new Undo(scene.table).execute();

    assertThat(standing()).isEqualTo(before);
  }

  @Test
  void isOneCommit() {
    scene.rollback("before:bad").execute();
    int before = scene.versions();

    new Undo(scene.table).execute();

    assertThat(scene.versions()).isEqualTo(before + 1);
  }

  @Test
  void tellsWhatItDid() {
    scene.rollback("before:bad").excluding(new TreeSet<>(Set.of(3L))).execute();

    GoingBack result = new Undo(scene.table).execute();

    assertThat(result)
        .isEqualTo(
            new GoingBack(
                "things",
                good,
                bad,
                1,
                2,
                result.schemaBefore(),
                result.schemaBefore(),
                4,
                List.of(),
                List.of("bad"),
                new TreeSet<>(),
                new TreeSet<>(),
                List.of(),
                false,
                List.of()));
  }

  @Test
  void tellsWhatItTakesOutAgain() {
    scene.rollback("before:bad").excluding(new TreeSet<>(Set.of(3L))).execute();
    new Undo(scene.table).execute();

    GoingBack result = new Undo(scene.table).execute();

    assertThat(result.abandoned()).containsExactly("bad");
    assertThat(result.excluded()).containsExactly(3L);
    assertThat(result.batches()).containsExactly(4L);
  }

  @Test
  void takesBackTheExclusionOfWhatReturns() {
    scene.rollback("before:bad").execute();
    new Decide(scene.table).exclude(List.of(3L), "poison");

    new Undo(scene.table).execute();

    assertThat(scene.state().excluded()).isEmpty();
    assertThat(scene.state().applied().contains(3)).isTrue();
  }

  @Test
  void keepsWhatWasExcludedSince() {
    scene.rollback("before:bad").execute();
    new Decide(scene.table).exclude(List.of(9L), "poison too");

    new Undo(scene.table).execute();

    assertThat(scene.state().excluded()).containsOnly(Map.entry(9L, "poison too"));
  }

  @Test
  void keepsWhatWasIncludedSince() {
    new Decide(scene.table).exclude(List.of(9L), "a mistake");
    scene.rollback("before:bad").execute();
    new Decide(scene.table).include(List.of(9L));

    new Undo(scene.table).execute();

    assertThat(scene.state().excluded()).isEmpty();
  }

  @Test
  void bringsAHoldBackWithoutTheBranchThatIsGone() {
    scene.holdFor("failed", 5);
    scene.rollback("before:bad").execute();

    new Undo(scene.table).execute();

    assertThat(scene.state().hold())
        .contains(new Hold("the audit failed", null, null, "2025-09-01T10:00:00Z"));
  }

  @Test
  void letsTheNextRunPublish() {
    scene.rollback("before:bad").execute();
    new Undo(scene.table).execute();

    scene.publish("next", 5);

    assertThat(scene.ids()).containsExactly("bad", "good", "next");
  }

  @Test
  void isRefusedWithoutARollback() {
    FirnException e = refusal();

    assertThat(e)
        .hasMessage("there is nothing to undo on things: no rollback since main last moved");
    assertThat(e.fault()).isEqualTo(Fault.USAGE);
    assertThat(e.next())
        .contains(
            "firn history things shows every point; firn rollback things --to POINT goes to one");
  }

  @Test
  void isRefusedAfterAPublish() {
    scene.rollback("before:bad").mergingAgain().execute();
    scene.publish("next", 4);

    assertThat(refusal()).hasMessageStartingWith("there is nothing to undo on things");
    assertThat(scene.ids()).containsExactly("good", "next");
  }

  @Test
  void isRefusedAfterSomebodyElseWrote() {
    scene.rollback("before:bad").execute();
    scene.foreignAppend("foreign");

    assertThat(refusal()).hasMessageStartingWith("there is nothing to undo on things");
  }

  @Test
  void isRefusedWhenTheWayForwardHasExpired() {
    scene.rollback("before:bad").execute();
    scene.iceberg().manageSnapshots().removeBranch("abandoned_bad").commit();
    scene.iceberg().expireSnapshots().expireSnapshotId(bad).commit();

    assertThat(refusal())
        .hasMessage("snapshot %d, which undo would return to, has expired".formatted(bad));
  }

  private FirnException refusal() {
    return catchThrowableOfType(FirnException.class, () -> new Undo(scene.table).execute());
  }
}
