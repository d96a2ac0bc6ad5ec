package dev.firn.table;

import static org.apache.iceberg.RowLevelOperationMode.COPY_ON_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.table.Publish.Outcome;
import dev.firn.table.TableScene.Proposed;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.jdbc.UncheckedSQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A commit lands, but whoever made it hears of a failure: nothing must be done twice. */
class LostAcknowledgementTest {

  @TempDir private Path folder;
  private TableScene scene;
  private DisturbedLake lake;
  private LakeTable table;

  @BeforeEach
  void open() {
    scene = new TableScene(folder);
    lake = new DisturbedLake(scene.lake);
    table = new LakeTable(lake, TableScene.TABLE);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private static RuntimeException unknown() {
    return new CommitStateUnknownException(new IllegalStateException("connection reset"));
  }

  static List<RuntimeException> failures() {
    return List.of(
        unknown(),
        new CommitFailedException("somebody was faster"),
        new UncheckedSQLException(new SQLException("database is locked"), "commit failed"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void publishes(RuntimeException failure) {
    Proposed proposed = scene.propose("r1", 1);
    int before = scene.versions();
    lake.thenLose(failure);

    Outcome outcome = new Publish(table, "r1", proposed.base(), proposed.snapshot()).execute();

    assertThat(outcome).isEqualTo(Outcome.PUBLISHED);
    assertThat(scene.versions()).isEqualTo(before + 1);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void rollsBack(RuntimeException failure) {
    scene.publish("r1", 1);
    GoingBack plan = scene.rollback("before:r1").plan();
    lake.thenLose(failure);

    GoingBack result =
        new Rollback(table, new Point("before:r1"), TableScene.WINDOW, TableScene.CLOCK).execute();

    assertThat(result).isEqualTo(plan);
    assertThat(scene.ids()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("failures")
  void undoesOnce(RuntimeException failure) {
    scene.publish("r1", 1);
    scene.rollback("before:r1").execute();
    int before = scene.versions();
    lake.thenLose(failure);

    new Undo(table).execute();

    assertThat(scene.ids()).containsExactly("r1");
    assertThat(scene.versions()).isEqualTo(before + 1);
  }

  @Test
  void cutsABranchOnce() {
    int before = scene.versions();
    lake.thenLose(unknown());

    Position base =
        new AuditBranch(table, TableScene.WINDOW, TableScene.CLOCK).cut("r1", COPY_ON_WRITE);

    assertThat(base).isEqualTo(scene.state().position());
    assertThat(scene.versions()).isEqualTo(before + 1);
  }

  @Test
  void includesOnce() {
    new Decide(scene.table).exclude(List.of(5L), "bad");
    lake.thenLose(unknown());

    new Decide(table).include(List.of(5L));

    assertThat(scene.state().excluded()).isEmpty();
  }

  @Test
  void remembersThatItReleased() {
    scene.holdFor("r1", 1);
    lake.thenLose(unknown());

    boolean held = new Decide(table).release();

    assertThat(held).isTrue();
    assertThat(scene.state().hold()).isEmpty();
  }

  @Test
  void triesAgainWhatDidNotLand() {
    Proposed proposed = scene.propose("r1", 1);
    lake.thenFail(unknown()).thenFail(unknown());

    Outcome outcome = new Publish(table, "r1", proposed.base(), proposed.snapshot()).execute();

    assertThat(outcome).isEqualTo(Outcome.PUBLISHED);
    assertThat(scene.ids()).containsExactly("r1");
  }

  @Test
  void givesUpInTheEnd() {
    for (int i = 0; i < 10; i++) {
      lake.thenFail(unknown());
    }

    assertThatThrownBy(
            () ->
                new AuditBranch(table, TableScene.WINDOW, TableScene.CLOCK)
                    .cut("r1", COPY_ON_WRITE))
        .isInstanceOfSatisfying(
            FirnException.class,
            e -> {
              assertThat(e.fault()).isEqualTo(Fault.CONFLICT);
              assertThat(e.next()).contains("try the same command again");
            })
        .hasMessage("others changed the table things 10 times in a row")
        .cause()
        .isInstanceOf(CommitStateUnknownException.class);
    assertThat(lake.isCalm()).isTrue();
  }
}
