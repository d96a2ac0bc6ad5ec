package dev.firn.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a rollback says it does not take back. */
class StayingTest {

  @TempDir private Path folder;
  private TableScene scene;

  @BeforeEach
  void publish() {
    scene = new TableScene(folder);
    scene.publish("good", 1);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void isNothingWhereFilesWereAlwaysPartitionedAlike() {
    scene.publish("bad", 2);

    assertThat(scene.rollback("good").plan().staying()).isEmpty();
  }

  @Test
  void isSaidWithTheRollbackAndItsUndo() {
    scene.publish("bad", 2);
    scene.iceberg().updateSpec().addField("amount").commit();
    String stays =
        "new files stay partitioned by identity(amount); files of that point are by nothing";

    assertThat(scene.rollback("good").execute().staying()).containsExactly(stays);
    assertThat(scene.iceberg().spec().isPartitioned()).isTrue();
    assertThat(new Undo(scene.table).execute().staying()).containsExactly(stays);
  }
}
