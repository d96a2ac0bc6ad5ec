package dev.firn.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.lake.Pointer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.FileIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A commit whose reply was lost can end with its metadata file deleted (iceberg#15530). */
class RepairPointerTest {

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

  private Pointer pointer() {
    return scene.lake.pointers().find(TableScene.TABLE).orElseThrow();
  }

  private void delete(String location) {
    try (FileIO files = scene.lake.files()) {
      files.deleteFile(location);
    }
  }

  private void write(String location, String text) throws IOException {
    try (FileIO files = scene.lake.files();
        OutputStream out = files.newOutputFile(location).createOrOverwrite()) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private PointerRepair repair() {
    RepairPointer repair = new RepairPointer(scene.lake, TableScene.TABLE);
    PointerRepair plan = repair.plan();
    repair.execute(plan);
    return plan;
  }

  @Test
  void leavesATableAloneThatLoads() {
    scene.publish("r1", 1);

    PointerRepair plan = new RepairPointer(scene.lake, TableScene.TABLE).plan();

    assertThat(plan.isNeeded()).isFalse();
    assertThat(plan.to()).isEqualTo(plan.from());
  }

  /** The naive way ends here: nobody can load the table, and dropping it is all one can do. */
  @Test
  void takesTheMetadataBefore() {
    long r1 = scene.publish("r1", 1);
    long r2 = scene.publish("r2", 2);
    Pointer lost = pointer();
    delete(lost.metadata());
    assertThatThrownBy(() -> scene.lake.catalog().loadTable(scene.lake.table(TableScene.TABLE)))
        .isInstanceOf(NotFoundException.class);

    PointerRepair plan = repair();

    assertThat(plan)
        .isEqualTo(
            new PointerRepair(
                TableScene.TABLE,
                lost.metadata(),
                "is missing",
                lost.previous(),
                "the catalog names it as the one before",
                r1,
                1,
                1,
                plan.lostSnapshots()));
    assertThat(scene.ids()).containsExactly("r1");
    // What was published is still on the run's branch, whose metadata this is.
    assertThat(scene.state().branch("audit_r2").orElseThrow().snapshotId()).isEqualTo(r2);
    assertThat(scene.publish("r3", 2)).isNotEqualTo(r2);
    assertThat(scene.ids()).containsExactly("r1", "r3");
  }

  @Test
  void countsTheSnapshotsThatAreLost() {
    scene.publish("r1", 1);
    long foreign = scene.foreignAppend("other");
    Pointer lost = pointer();
    delete(lost.metadata());

    assertThat(repair().lostSnapshots()).containsExactly(foreign);
    assertThat(scene.ids()).containsExactly("r1");
  }

  @Test
  void takesTheNewestThatLoadsWhereTheOneBeforeIsGoneToo() {
    scene.publish("r1", 1);
    String older = pointer().metadata();
    scene.foreignAppend("a");
    scene.foreignAppend("b");
    delete(pointer().metadata());
    delete(pointer().previous());

    PointerRepair plan = repair();

    assertThat(plan.to()).isEqualTo(older);
    assertThat(plan.because()).isEqualTo("the newest of the table's metadata files that loads");
    assertThat(plan.lostSnapshots()).hasSize(2);
    assertThat(scene.ids()).containsExactly("r1");
  }

  /** A commit that lost a race leaves a file with the number of the one that won. */
  @Test
  void takesNothingThatWasNeverTheTable() throws IOException {
    scene.publish("r1", 1);
    String older = pointer().metadata();
    scene.foreignAppend("a");
    scene.foreignAppend("b");
    String leftover = pointer().metadata().replaceFirst("-[^/]*$", "-leftover.metadata.json");
    try (FileIO files = scene.lake.files()) {
      write(
          leftover,
          new String(
              files.newInputFile(pointer().metadata()).newStream().readAllBytes(),
              StandardCharsets.UTF_8));
    }
    delete(pointer().metadata());
    delete(pointer().previous());

    assertThat(repair().to()).isEqualTo(older);
  }

  @Test
  void takesNothingOfAnotherTablesInTheSameFolder() throws IOException {
    scene.publish("r1", 1);
    scene.foreignAppend("a");
    scene.foreignAppend("b");
    Pointer lost = pointer();
    String whole;
    try (FileIO files = scene.lake.files()) {
      whole =
          new String(
              files.newInputFile(lost.metadata()).newStream().readAllBytes(),
              StandardCharsets.UTF_8);
    }
    String others =
        whole.replace(scene.state().metadata().uuid(), "00000000-0000-0000-0000-000000000000");
    write(lost.previous(), others);
    write(lost.metadata(), whole.substring(0, whole.length() / 2));

    PointerRepair plan = new RepairPointer(scene.lake, TableScene.TABLE).plan();

    assertThat(plan.broken()).isEqualTo("is damaged: it is no whole JSON");
    assertThat(plan.to()).isNotIn(lost.metadata(), lost.previous());
    assertThat(plan.rows()).isEqualTo(1);
  }

  @Test
  void saysThatNothingLoads() {
    scene.publish("r1", 1);
    Pointer lost = pointer();
    try (FileIO files = scene.lake.files()) {
      ((org.apache.iceberg.io.SupportsPrefixOperations) files)
          .listPrefix(lost.location() + "/metadata/")
          .forEach(
              file -> {
                if (file.location().endsWith(".metadata.json")) {
                  files.deleteFile(file.location());
                }
              });
    }

    assertThatThrownBy(() -> new RepairPointer(scene.lake, TableScene.TABLE).plan())
        .isInstanceOfSatisfying(
            FirnException.class,
            e -> {
              assertThat(e.fault()).isEqualTo(Fault.USAGE);
              assertThat(e.next())
                  .contains(
                      "bring %s back from a backup or an older object version; firn run makes a table of another name from raw"
                          .formatted(lost.metadata()));
            })
        .hasMessage(
            "the metadata of things does not load (%s is missing), and no other metadata file of the table's does"
                .formatted(lost.metadata().replaceFirst(".*/", "")));
  }

  @Test
  void leavesAPointerAloneThatMovedSinceThePlan() {
    scene.publish("r1", 1);
    scene.foreignAppend("a");
    Pointer lost = pointer();
    delete(lost.metadata());
    RepairPointer repair = new RepairPointer(scene.lake, TableScene.TABLE);
    PointerRepair plan = repair.plan();
    repair.execute(plan);
    scene.foreignAppend("b");

    assertThatThrownBy(() -> repair.execute(plan))
        .isInstanceOf(FirnException.class)
        .hasMessage("somebody has changed the pointer of things since the plan was made");
    assertThat(scene.ids()).containsExactly("b", "r1");
  }

  @Test
  void whoLooksIsToldWhatToDo() {
    scene.publish("r1", 1);
    String lost = pointer().metadata();
    delete(lost);

    assertThatThrownBy(() -> scene.table.load())
        .isInstanceOfSatisfying(
            FirnException.class,
            e -> {
              assertThat(e.fault()).isEqualTo(Fault.USAGE);
              assertThat(e.next())
                  .contains(
                      "firn doctor things --repair puts the table on the metadata before it, and asks first");
            })
        .hasMessage(
            "the metadata of table things does not load: %s is missing"
                .formatted(lost.replaceFirst(".*/", "")));
  }
}
