package dev.firn.table;

import static org.apache.iceberg.RowLevelOperationMode.COPY_ON_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecideTest {

  private static final Hold HOLD = new Hold("look first", null, null, "2025-09-01T10:00:00Z");

  @TempDir private Path folder;
  private TableScene scene;
  private Decide decide;

  @BeforeEach
  void open() {
    scene = new TableScene(folder);
    decide = new Decide(scene.table);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void releases() {
    scene.verdict().hold(HOLD);

    boolean held = decide.release();

    assertThat(held).isTrue();
    assertThat(scene.state().hold()).isEmpty();
  }

  @Test
  void releasesWhatIsNotHeld() {
    int before = scene.versions();

    boolean held = decide.release();

    assertThat(held).isFalse();
    assertThat(scene.versions()).isEqualTo(before);
  }

  @Test
  void dropsTheBranchOfTheRunItWasHeldFor() {
    scene.holdFor("failed", 1);
    scene.branch().cut("other", COPY_ON_WRITE);

    decide.release();

    assertThat(scene.state().metadata().refs()).containsOnlyKeys("main", "audit_other");
  }

  @Test
  void excludesBatches() {
    decide.exclude(List.of(3L, 5L), "poison");

    assertThat(scene.state().excluded())
        .containsExactly(Map.entry(3L, "poison"), Map.entry(5L, "poison"));
  }

  @Test
  void endsTheHoldByExcluding() {
    scene.holdFor("failed", 1);

    decide.exclude(List.of(1L), "poison");

    assertThat(scene.state().hold()).isEmpty();
    assertThat(scene.state().metadata().refs()).containsOnlyKeys("main");
  }

  @Test
  void refusesToExcludeWhatIsInTheTable() {
    scene.publish("r1", 3);

    FirnException e = refusal(() -> decide.exclude(List.of(2L, 3L, 4L), "poison"));

    assertThat(e).hasMessage("batch 2, 3 of things is in the table already");
    assertThat(e.fault()).isEqualTo(Fault.USAGE);
    assertThat(e.next())
        .contains(
            "firn rollback things --to before:RUN --exclude 2,3 takes it out; firn history things"
                + " shows the runs");
    assertThat(scene.state().excluded()).isEmpty();
  }

  @Test
  void excludesAgainWhatWasSkipped() {
    decide.exclude(List.of(2L), "poison");
    scene.publish("r1", 3);

    decide.exclude(List.of(2L), "still poison");

    assertThat(scene.state().excluded()).containsOnly(Map.entry(2L, "still poison"));
  }

  @Test
  void includes() {
    decide.exclude(List.of(3L, 5L), "poison");

    decide.include(List.of(3L));

    assertThat(scene.state().excluded()).containsOnlyKeys(5L);
  }

  @Test
  void refusesToIncludeWhatIsNotExcluded() {
    decide.exclude(List.of(3L, 5L), "poison");

    FirnException e = refusal(() -> decide.include(List.of(4L, 5L)));

    assertThat(e).hasMessage("batch 4 of things is not excluded; excluded are: 3, 5");
    assertThat(e.fault()).isEqualTo(Fault.USAGE);
    assertThat(scene.state().excluded()).containsOnlyKeys(3L, 5L);
  }

  @Test
  void saysThatNothingIsExcluded() {
    assertThat(refusal(() -> decide.include(List.of(4L))))
        .hasMessage("batch 4 of things is not excluded; nothing is");
  }

  private static FirnException refusal(Runnable decision) {
    return catchThrowableOfType(FirnException.class, decision::run);
  }
}
