package dev.firn.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a rollback decides about runs, batches and holds. */
class RollbackDecisionsTest {

  @TempDir private Path folder;
  private TableScene scene;
  private long good;
  private long bad;

  @BeforeEach
  void publishGoodAndBad() {
    scene = new TableScene(folder);
    good = scene.publish("good", 2);
    bad = scene.publish("bad", 4);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void abandonsTheRunsItTakesOut() {
    scene.publish("worse", 5);

    scene.rollback("good").because("poison").execute();

    assertThat(scene.decisions())
        .containsEntry("firn.abandoned.bad", "poison")
        .containsEntry("firn.abandoned.worse", "poison")
        .doesNotContainKey("firn.abandoned.good");
  }

  @Test
  void holdsTheTable() {
    scene.rollback("before:bad").execute();

    assertThat(scene.state().hold())
        .contains(
            new Hold(
                "main was rolled back from snapshot %d to %d; the batches taken out wait for a decision"
                    .formatted(bad, good),
                null,
                null,
                "2025-09-01T10:00:00Z"));
  }

  @Test
  void doesNotHoldWhatIsToBeMergedAgain() {
    GoingBack result = scene.rollback("before:bad").mergingAgain().execute();

    assertThat(result.held()).isFalse();
    assertThat(scene.state().hold()).isEmpty();
  }

  @Test
  void excludesBatches() {
    GoingBack result =
        scene
            .rollback("before:bad")
            .excluding(new TreeSet<>(Set.of(3L)))
            .because("poison")
            .execute();

    assertThat(result.excluded()).containsExactly(3L);
    assertThat(result.batches()).containsExactly(4L);
    assertThat(result.held()).isFalse();
    assertThat(scene.state().hold()).isEmpty();
    assertThat(scene.state().excluded()).containsOnly(Map.entry(3L, "poison"));
  }

  @Test
  void keepsEarlierExclusions() {
    new Decide(scene.table).exclude(List.of(9L), "earlier");

    scene.rollback("before:bad").execute();

    assertThat(scene.state().excluded()).containsEntry(9L, "earlier");
  }

  @Test
  void endsTheHoldOfAFailedAudit() {
    scene.holdFor("failed", 5);

    GoingBack result = scene.rollback("before:bad").mergingAgain().execute();

    assertThat(result.unpublishable()).containsExactly("audit_failed");
    assertThat(scene.state().hold()).isEmpty();
  }

  @Test
  void tellsOfTheHoldWhereMainIsAlready() {
    scene.rollback("before:bad").execute();

    GoingBack again = scene.rollback("good").execute();

    assertThat(again.held()).isTrue();
  }
}
