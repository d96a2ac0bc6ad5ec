package dev.firn.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Killed anywhere, the same command finishes the work, once. */
class KillTest {

  private static final int RANDOM_KILLS = 12;
  private static final long SEED = 20251122;

  @ParameterizedTest
  @ValueSource(strings = {"land:finished", "written", "audit:finished", "publish:finished"})
  void killedAtABoundary(String boundary, @TempDir Path project)
      throws IOException, InterruptedException {
    dieAndFinish(boundary, project);
  }

  @ParameterizedTest
  @Tag("full")
  @ValueSource(
      strings = {
        "fetch:started",
        "fetch:finished",
        "land:started",
        "merge:started",
        "classified",
        "branch-cut",
        "merge:finished",
        "rejected-stored",
        "audit:started",
        "publish:started"
      })
  void killedAtEveryOtherBoundary(String boundary, @TempDir Path project)
      throws IOException, InterruptedException {
    dieAndFinish(boundary, project);
  }

  private static void dieAndFinish(String boundary, Path project)
      throws IOException, InterruptedException {
    try (KillScene scene = new KillScene(project)) {
      assertThat(scene.run(boundary)).as("the run died").isEqualTo(137);
      assertThat(scene.run(KillScene.NOWHERE)).isZero();
      scene.everythingIsDoneOnce();
    }
  }

  @Test
  @Tag("full")
  void killedAtRandomAgainAndAgain(@TempDir Path project) throws IOException, InterruptedException {
    Random random = new Random(SEED);
    try (KillScene scene = new KillScene(project)) {
      for (int kill = 0; kill < RANDOM_KILLS; kill++) {
        Process run = scene.start(KillScene.NOWHERE);
        long millis = random.nextLong(10_000);
        if (!run.waitFor(millis, TimeUnit.MILLISECONDS)) {
          run.destroyForcibly().waitFor();
        }
      }
      assertThat(scene.run(KillScene.NOWHERE)).isZero();
      scene.everythingIsDoneOnce();
    }
  }
}
