package dev.firn.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.table.TableScene.Proposed;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.iceberg.HistoryEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PointTest {

  @TempDir private Path folder;
  private TableScene scene;
  private long empty;
  private long first;
  private long second;

  @BeforeEach
  void open() {
    scene = new TableScene(folder);
    empty = scene.main();
    first = scene.publish("r1", 1);
    second = scene.publish("r2", 2);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void isARun() {
    assertThat(at("r1")).isEqualTo(first);
  }

  @Test
  void isBeforeARun() {
    assertThat(at("before:r2")).isEqualTo(first);
    assertThat(at("before:r1")).isEqualTo(empty);
  }

  @Test
  void isWhatTheRunWroteLast() {
    scene.propose("slow", 3);
    scene.publish("fast", 3);
    Proposed again = scene.propose("slow", 4);

    assertThat(at("slow")).isEqualTo(again.snapshot());
    assertThat(at("before:slow")).isEqualTo(again.base().snapshot());
  }

  @Test
  void isASnapshot() {
    assertThat(at(Long.toString(first))).isEqualTo(first);
  }

  @Test
  void isATag() {
    scene.iceberg().manageSnapshots().createTag("audited", first).commit();

    assertThat(at("audited")).isEqualTo(first);
  }

  @Test
  void isABranch() {
    scene.rollback("r1").execute();

    assertThat(at("abandoned_r2")).isEqualTo(second);
    assertThat(at("main")).isEqualTo(first);
  }

  @Test
  void isATime() {
    assertThat(at(shown(first).toString())).isEqualTo(first);
    assertThat(at(shown(first).minusMillis(1).toString())).isEqualTo(empty);
  }

  @Test
  void isATimeWithAnOffset() {
    String time = shown(first).atOffset(ZoneOffset.ofHours(2)).toString();

    assertThat(at(time)).isEqualTo(first);
  }

  @Test
  void isWhatMainShowedThen() {
    scene.rollback("r1").execute();

    assertThat(at(shown(second).toString())).isEqualTo(second);
    assertThat(at(shown(first).toString())).isEqualTo(first);
  }

  @Test
  void isNowForATimeToCome() {
    assertThat(at("9999-12-31T23:59:59Z")).isEqualTo(second);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nothing",
        "before:nothing",
        "before:",
        "1",
        "-1",
        "9999999999999999999",
        "1970-01-01T00:00:00Z",
        "2025-09-01T10:00:00",
        "2025-09-01",
      })
  void isNowhere(String text) {
    FirnException e = refusal(text);

    assertThat(e)
        .hasMessage(
            "there is no point '%s': neither a run, a snapshot, a tag or branch, nor a time within the history"
                .formatted(text));
    assertThat(e.fault()).isEqualTo(Fault.USAGE);
    assertThat(e.next())
        .contains(
            "points of main, newest first: r2, r1, %d; firn history shows them all"
                .formatted(empty));
  }

  @Test
  void isNoLongerKept() {
    scene.iceberg().expireSnapshots().expireSnapshotId(empty).commit();

    FirnException e = refusal("before:r1");

    assertThat(e).hasMessage("what was before run r1 is no longer kept");
    assertThat(e.next()).contains("firn history shows the points that are");
  }

  private long at(String text) {
    return new Point(text).in(scene.state()).snapshotId();
  }

  private FirnException refusal(String text) {
    return catchThrowableOfType(FirnException.class, () -> at(text));
  }

  /** When main came to that snapshot last. */
  private Instant shown(long snapshot) {
    return scene.state().metadata().snapshotLog().stream()
        .filter(entry -> entry.snapshotId() == snapshot)
        .map(HistoryEntry::timestampMillis)
        .reduce((one, later) -> later)
        .map(Instant::ofEpochMilli)
        .orElseThrow();
  }
}
