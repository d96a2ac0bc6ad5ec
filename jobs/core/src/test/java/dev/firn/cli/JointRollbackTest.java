package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.cli.CliScene.Said;
import dev.firn.run.JointRollback;
import dev.firn.run.JointRollback.Asked;
import dev.firn.run.JointRollback.Way;
import dev.firn.store.LocalStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several tables go back, and the command is killed after the first of them. */
class JointRollbackTest {

  private static final String[] BOTH = {
    "rollback", "quakes", "aftershocks", "--to", "x1", "--merge-again"
  };

  @TempDir private Path folder;
  private CliScene scene;
  private ScenesTable quakes;
  private ScenesTable aftershocks;
  private Names names;

  @BeforeEach
  void open() {
    scene = new CliScene(folder);
    scene.contract("aftershocks");
    scene.land("{\"rows\": [{\"id\": \"a\"}]}");
    quakes = scene.table("quakes");
    aftershocks = scene.table("aftershocks");
    names =
        new Names()
            .snapshot("Q1", quakes.publish("x1", 1, 1))
            .snapshot("A1", aftershocks.publish("x1", 1, 1))
            .snapshot("Q2", quakes.publish("q2", 2, 1))
            .snapshot("A2", aftershocks.publish("a2", 2, 1));
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void theSameCommandFinishesWhatWasBegun() {
    killedAfterTheFirst();
    Said said = scene.firn(BOTH);

    assertThat(said.exitCode()).isZero();
    assertThat(names.in(said.err())).isEqualTo("going on with the rollback that began at TIME\n");
    assertThat(names.in(said.out()))
        .contains("quakes: main is at snapshot Q1 already\n")
        .contains("aftershocks: main went from snapshot A2 to A1\n");
    assertThat(scene.firn(BOTH).err()).as("it has ended").isEmpty();
  }

  @Test
  void aTableThatWentOnIsNotTakenBackAgain() {
    killedAfterTheFirst();
    long newer = quakes.publish("q3", 2, 1);
    Said said = scene.firn(BOTH);

    assertThat(said.exitCode()).isEqualTo(4);
    assertThat(names.snapshot("Q3", newer).in(said.err()))
        .isEqualTo(
            """
            going on with the rollback that began at TIME
            firn: quakes: main of quakes has moved since the plan was made, from snapshot Q2 to Q3
            next: look again: firn history quakes; then firn rollback quakes --to POINT --dry-run
            """);
    assertThat(quakes.main()).isEqualTo(newer);
    assertThat(names.in(Long.toString(aftershocks.main()))).isEqualTo("A1");
  }

  @Test
  void anotherCommandIsAnotherPlan() {
    killedAfterTheFirst();

    assertThat(scene.firn("rollback", "quakes", "aftershocks", "--to", "x1").err()).isEmpty();
  }

  @Test
  void whatIsOldIsNobodysIntention() {
    killedAfterTheFirst();
    scene.later(Duration.ofDays(2));

    assertThat(scene.firn(BOTH).err()).isEmpty();
  }

  @Test
  void whatEndsLeavesNothingToGoOnWith() {
    assertThat(scene.firn(BOTH).exitCode()).isZero();
    scene.firn("undo", "--all");

    assertThat(names.in(Long.toString(quakes.main()))).isEqualTo("Q2");
    assertThat(names.in(Long.toString(aftershocks.main()))).isEqualTo("A2");
    assertThat(Files.exists(scene.lake().resolve("ops/rollbacks"))).isTrue();
    assertThat(scene.firn(BOTH).err()).isEmpty();
  }

  /** As a process leaves it that has written the plan and put one table back. */
  private void killedAfterTheFirst() {
    JointRollback.begin(
        new LocalStore(scene.lake()),
        Clock.fixed(CliScene.NOW, ZoneOffset.UTC),
        new Asked("x1", List.of(), true),
        Map.of(
            "quakes", new Way(names.id("Q2"), names.id("Q1")),
            "aftershocks", new Way(names.id("A2"), names.id("A1"))));
    assertThat(scene.firn("rollback", "quakes", "--to", "x1", "--merge-again").exitCode()).isZero();
  }
}
