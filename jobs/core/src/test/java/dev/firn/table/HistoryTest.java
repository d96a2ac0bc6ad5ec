package dev.firn.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.firn.table.History.Line;
import dev.firn.table.History.Standing;
import dev.firn.table.TableScene.Proposed;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.iceberg.Snapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

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
  void beginsWithTheEmptyTable() {
    Snapshot empty = scene.state().main();

    assertThat(lines())
        .containsExactly(
            new Line(
                empty.snapshotId(),
                null,
                Instant.ofEpochMilli(empty.timestampMillis()).toString(),
                Standing.PUBLISHED,
                null,
                null,
                "firn",
                "append",
                null,
                null,
                0,
                List.of("main"),
                null,
                null,
                null));
  }

  @Test
  void tellsOfARun() {
    long empty = scene.main();
    scene.publish("r1", 3);
    Snapshot main = scene.state().main();

    assertThat(lines().get(0))
        .isEqualTo(
            new Line(
                main.snapshotId(),
                empty,
                Instant.ofEpochMilli(main.timestampMillis()).toString(),
                Standing.PUBLISHED,
                null,
                "r1",
                "firn",
                "append",
                "1-3",
                new Counts(1, 1, 0, 0, 0, 0),
                1,
                List.of("main"),
                "digest",
                "0.1.0",
                null));
  }

  @Test
  void tellsOfOtherWriters() {
    scene.foreignAppend("foreign");

    assertThat(lines().get(0))
        .returns(null, Line::run)
        .returns("another writer", Line::writer)
        .returns(Standing.PUBLISHED, Line::standing);
  }

  @Test
  void isNewestFirst() {
    scene.publish("r1", 1);
    scene.publish("r2", 2);

    assertThat(lines()).extracting(Line::run).containsExactly("r2", "r1", null);
  }

  @Test
  void showsWhatIsOnlyProposed() {
    scene.publish("r1", 1);
    scene.propose("open", 2);

    assertThat(lines().get(0))
        .returns("open", Line::run)
        .returns(Standing.PROPOSED, Line::standing)
        .returns(List.of("audit_open"), Line::refs);
  }

  @Test
  void showsWhatWasRolledBack() {
    scene.publish("r1", 1);
    scene.publish("bad", 2);
    scene.publish("worse", 3);
    scene.rollback("r1").execute();

    assertThat(lines())
        .extracting(Line::run, Line::standing)
        .containsExactly(
            tuple("worse", Standing.ROLLED_BACK),
            tuple("bad", Standing.ROLLED_BACK),
            tuple("r1", Standing.PUBLISHED),
            tuple(null, Standing.PUBLISHED));
  }

  @Test
  void showsWhatIsHeldAndWhy() {
    scene.publish("r1", 1);
    scene.propose("open", 2);
    scene.holdFor("bad", 2);

    assertThat(lines())
        .extracting(Line::run, Line::standing, Line::reason)
        .startsWith(
            tuple("bad", Standing.HELD, "the audit failed"),
            tuple("open", Standing.PROPOSED, null),
            tuple("r1", Standing.PUBLISHED, null));
  }

  @Test
  void saysWhyARunWasRolledBack() {
    scene.publish("r1", 1);
    scene.publish("bad", 2);
    scene.rollback("r1").because("metres for kilometres").execute();

    assertThat(lines())
        .extracting(Line::run, Line::reason)
        .startsWith(tuple("bad", "metres for kilometres"), tuple("r1", null));
  }

  @Test
  void saysWhyARunWasAccepted() {
    Proposed held = scene.holdFor("odd", 1);
    scene.publishing(held).accepting("it is right").execute();

    assertThat(lines().get(0))
        .returns("odd", Line::run)
        .returns(Standing.PUBLISHED, Line::standing)
        .returns("it is right", Line::reason);
  }

  @Test
  void showsWhatWasRolledBackOutsideFirn() {
    long good = scene.publish("r1", 1);
    scene.publish("bad", 2);
    scene.foreignRollback(good);

    assertThat(lines().get(0))
        .returns("bad", Line::run)
        .returns(Standing.ROLLED_BACK, Line::standing)
        .returns(List.of(), Line::refs);
  }

  @Test
  void showsWhatCameBack() {
    scene.publish("r1", 1);
    scene.rollback("before:r1").execute();
    new Undo(scene.table).execute();

    assertThat(lines().get(0)).returns(Standing.PUBLISHED, Line::standing);
  }

  @Test
  void namesMainFirstAmongRefs() {
    long main = scene.publish("r1", 1);
    scene
        .iceberg()
        .manageSnapshots()
        .createTag("audited", main)
        .createBranch("a", main)
        .createBranch("z", main)
        .commit();

    assertThat(lines().get(0).refs()).containsExactly("main", "a", "tag audited", "z");
  }

  private List<Line> lines() {
    return new History(scene.state()).lines();
  }
}
