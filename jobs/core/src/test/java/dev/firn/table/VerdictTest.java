package dev.firn.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run speaks for its batches only while nothing happened that it has not seen. */
class VerdictTest {

  private static final Hold HOLD = new Hold("look first", null, null, "2025-09-01T10:00:00Z");

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
  void holds() {
    assertThat(scene.verdict(1L).hold(HOLD)).isTrue();

    assertThat(scene.state().hold()).contains(HOLD);
  }

  @Test
  void excludes() {
    assertThat(scene.verdict(1L, 2L).exclude("bad")).isTrue();

    assertThat(scene.state().excluded()).containsOnlyKeys(1L, 2L);
  }

  @Test
  void leavesAHoldThatIsThere() {
    scene.verdict(1L).hold(HOLD);

    assertThat(scene.verdict(1L).hold(new Hold("another", null, null, "2025-09-02T10:00:00Z")))
        .isFalse();
    assertThat(scene.verdict(1L).exclude("bad")).isFalse();

    assertThat(scene.state().hold()).contains(HOLD);
    assertThat(scene.state().excluded()).isEmpty();
  }

  @Test
  void doesNotEndTheHoldOfARollbackThatItHasNotSeen() {
    scene.publish("r1", 1);
    Verdict slow = scene.verdict(2L);
    scene.rollback("before:r1").execute();

    assertThat(slow.exclude("bad")).isFalse();
    assertThat(slow.hold(HOLD)).isFalse();

    assertThat(scene.state().hold().orElseThrow().reason()).contains("was rolled back");
    assertThat(scene.state().excluded()).isEmpty();
  }

  @Test
  void doesNotHoldForWhatSomebodyHasExcluded() {
    Verdict slow = scene.verdict(1L, 2L);
    new Decide(scene.table).exclude(List.of(2L), "by hand");

    assertThat(slow.hold(HOLD)).isFalse();

    assertThat(scene.state().hold()).isEmpty();
  }

  @Test
  void isAskedAgainWhenSomebodyDecidesInBetween() {
    Position base = scene.state().position();
    DisturbedLake lake =
        new DisturbedLake(scene.lake)
            .thenFirst(() -> new Decide(scene.table).exclude(List.of(1L), "by hand"));

    boolean held = new Verdict(new LakeTable(lake, TableScene.TABLE), base, List.of(1L)).hold(HOLD);

    assertThat(lake.isCalm()).isTrue();
    assertThat(held).isFalse();
    assertThat(scene.state().hold()).isEmpty();
  }
}
