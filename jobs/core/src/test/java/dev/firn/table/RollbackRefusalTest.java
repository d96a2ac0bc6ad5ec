package dev.firn.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.table.TableScene.Proposed;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollbackRefusalTest {

  @TempDir private Path folder;
  private TableScene scene;

  @BeforeEach
  void open() {
    scene = new TableScene(folder);
    scene.publish("good", 2);
    scene.publish("bad", 4);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void refusesWhatMainNeverShowed() {
    Proposed open = scene.propose("open", 5);

    FirnException e = refusal(scene.rollback("open"));

    assertThat(e)
        .hasMessage(
            "main of things never showed snapshot %d, so it may hold rows that no audit has passed"
                .formatted(open.snapshot()));
    assertThat(e.fault()).isEqualTo(Fault.USAGE);
    assertThat(e.next())
        .contains(
            "firn publish things RUN --accept \"reason\" publishes a run that failed its audit");
  }

  @Test
  void refusesWhatMainNeverShowedByItsBranch() {
    Proposed open = scene.propose("open", 5);

    assertThat(refusal(scene.rollback("audit_open")))
        .hasMessageStartingWith("main of things never showed snapshot " + open.snapshot());
  }

  @Test
  void refusesWhatMainNeverShowedWhilePlanning() {
    scene.propose("open", 5);

    FirnException e =
        catchThrowableOfType(FirnException.class, () -> scene.rollback("audit_open").plan());

    assertThat(e).hasMessageStartingWith("main of things never showed snapshot ");
  }

  @Test
  void refusesToExcludeWhatStaysInTheTable() {
    Rollback rollback = scene.rollback("before:bad").excluding(new TreeSet<>(Set.of(1L, 3L)));

    FirnException e = refusal(rollback);

    assertThat(e).hasMessage("batch 1 of things is in the table at before:bad too");
    assertThat(e.next())
        .contains("choose an earlier point; firn history things shows which run merged it");
    assertThat(scene.ids()).containsExactly("bad", "good");
  }

  @Test
  void refusesToBringBackWhatWasExcludedSince() {
    scene.rollback("before:bad").execute();
    new Decide(scene.table).exclude(Set.of(3L), "poison");

    FirnException e = refusal(scene.rollback("bad"));

    assertThat(e).hasMessage("batch 3 of things is excluded, and in the table at bad");
    assertThat(e.next()).contains("firn include things 3 takes the exclusion back");
    assertThat(scene.ids()).containsExactly("good");
  }

  @Test
  void refusesToExcludeWithoutGoingBack() {
    Rollback rollback = scene.rollback("bad").excluding(new TreeSet<>(Set.of(7L, 8L)));

    FirnException e = refusal(rollback);

    assertThat(e).hasMessage("main of things is at bad already, so nothing is taken out");
    assertThat(e.next()).contains("firn exclude things 7 8 --reason \"…\" leaves them out");
  }

  @Test
  void isDoneWhenItIsToldAgain() {
    scene.rollback("before:bad").excluding(new TreeSet<>(Set.of(3L))).execute();
    int before = scene.versions();

    GoingBack again = scene.rollback("before:bad").excluding(new TreeSet<>(Set.of(3L))).execute();

    assertThat(again).returns(scene.main(), GoingBack::from).returns(scene.main(), GoingBack::to);
    assertThat(scene.versions()).isEqualTo(before);
  }

  @Test
  void refusesAPointThatIsNotThere() {
    assertThat(refusal(scene.rollback("nowhere"))).hasMessageStartingWith("there is no point");
  }

  private static FirnException refusal(Rollback rollback) {
    return catchThrowableOfType(FirnException.class, rollback::execute);
  }
}
