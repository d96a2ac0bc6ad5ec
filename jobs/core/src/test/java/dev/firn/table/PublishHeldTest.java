package dev.firn.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.table.Publish.Outcome;
import dev.firn.table.TableScene.Proposed;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishHeldTest {

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
  void refusesOnATableThatIsHeld() {
    Proposed proposed = scene.propose("r1", 1);
    scene.verdict().hold(new Hold("look first", null, null, "2025-09-01T10:00:00Z"));

    Outcome outcome = scene.publishing(proposed).execute();

    assertThat(outcome).isEqualTo(Outcome.HELD);
    assertThat(scene.ids()).isEmpty();
  }

  @Test
  void refusesTheRunThatTheTableIsHeldFor() {
    Proposed failed = scene.holdFor("r1", 1);

    Outcome outcome = scene.publishing(failed).execute();

    assertThat(outcome).isEqualTo(Outcome.HELD);
  }

  @Test
  void publishesAFailedRunThatSomebodyAccepts() {
    Proposed failed = scene.holdFor("r1", 1);

    Outcome outcome = scene.publishing(failed).accepting("checked by hand").execute();

    assertThat(outcome).isEqualTo(Outcome.PUBLISHED);
    assertThat(scene.ids()).containsExactly("r1");
    assertThat(scene.state().hold()).isEmpty();
    assertThat(scene.state().property("firn.accepted.r1")).contains("checked by hand");
  }

  @Test
  void refusesAnAcceptedRunThatTheTableIsNotHeldFor() {
    Proposed other = scene.propose("other", 1);
    scene.holdFor("r1", 1);

    Outcome outcome = scene.publishing(other).accepting("why not").execute();

    assertThat(outcome).isEqualTo(Outcome.HELD);
    assertThat(scene.state().hold()).map(Hold::run).contains("r1");
  }
}
