package dev.firn.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.lake.Lake;
import dev.firn.testing.LakeContents;
import dev.firn.testing.TestLakes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A drill that is killed leaves something in scratch, and nothing else. */
class KilledDrillTest {

  @Test
  @Tag("full")
  void killedInItsBadRunItHasTouchedNothing(@TempDir Path project)
      throws IOException, InterruptedException {
    try (KillScene scene = new KillScene(project);
        Lake lake = TestLakes.open(project.resolve("lake"))) {
      assertThat(scene.run(KillScene.NOWHERE)).isZero();
      Map<String, String> before = LakeContents.of(lake);

      assertThat(scene.run(KilledDrill.class, "written")).as("the drill died").isEqualTo(137);

      assertThat(lake.scratch().names()).hasSize(1);
      Map<String, String> after = new TreeMap<>(LakeContents.of(lake));
      after.keySet().removeIf(name -> name.matches("(warehouse/firn-)?drill/.*"));
      assertThat(after).isEqualTo(before);

      assertThat(scene.run(KilledDrill.class, KillScene.NOWHERE)).isZero();
      assertThat(lake.scratch().names()).as("it may still go on, for all that is known").hasSize(1);
    }
  }
}
