package dev.firn.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.table.Publish.Outcome;
import dev.firn.table.TableScene.Proposed;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Iceberg's own publishing does after a rollback, and why Firn does not use it. */
class FastForwardTest {

  @TempDir private Path folder;
  private TableScene scene;
  private Proposed later;

  /**
   * Poison is published, a later run is cut from it, and the poison is rolled back outside Firn.
   */
  @BeforeEach
  void rollBackWhileARunIsOpen() {
    scene = new TableScene(folder);
    long good = scene.publish("good", 1);
    scene.publish("poison", 2);
    later = scene.propose("later", 3);
    scene.foreignRollback(good);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void bringsThePoisonBack() {
    scene.iceberg().manageSnapshots().fastForwardBranch("main", AuditBranch.name("later")).commit();

    assertThat(scene.ids()).containsExactly("good", "later", "poison");
  }

  @Test
  void isNotWhatPublishDoes() {
    Outcome outcome = scene.publishing(later).execute();

    assertThat(outcome).isEqualTo(Outcome.HELD);
    assertThat(scene.ids()).containsExactly("good");
  }

  @Test
  void isNotWhatPublishDoesAfterTheHoldWasReleased() {
    new Decide(scene.table).release();

    Outcome outcome = scene.publishing(later).execute();

    assertThat(outcome).isEqualTo(Outcome.MAIN_MOVED);
    assertThat(scene.ids()).containsExactly("good");
  }

  @Test
  void isNotWhatPublishDoesAfterARollbackByFirn() {
    scene.iceberg().manageSnapshots().fastForwardBranch("main", "audit_later").commit();
    scene.rollback("good").mergingAgain().execute();

    Outcome outcome = scene.publishing(later).execute();

    assertThat(outcome).isEqualTo(Outcome.ABANDONED);
    assertThat(scene.ids()).containsExactly("good");
  }
}
