package dev.firn.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.fault.FirnException;
import dev.firn.table.SchemaChange.Kind;
import dev.firn.table.TableDiff.Relation;
import dev.firn.table.TableDiff.RowTotals;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileMetadata;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffTest {

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
  void ofARunAndWhatWasBeforeIt() {
    long before = scene.publish("r1", 2);
    long after = scene.publish("r2", 5);

    TableDiff diff = diff("before:r2", "r2");

    assertThat(diff.relation()).isEqualTo(Relation.DESCENDANT);
    assertThat(diff.commonAncestor()).isEqualTo(before);
    assertThat(List.of(diff.from().snapshot(), diff.to().snapshot()))
        .containsExactly(before, after);
    assertThat(List.of(diff.from().rows(), diff.to().rows())).containsExactly(1L, 2L);
    assertThat(List.of(diff.from().run(), diff.to().run())).containsExactly("r1", "r2");
    assertThat(List.of(diff.from().through(), diff.to().through())).containsExactly(2L, 5L);
    assertThat(diff.left()).isEmpty();
    assertThat(diff.entered()).extracting(History.Line::run).containsExactly("r2");
    assertThat(diff.rowsEntered()).isEqualTo(new RowTotals(1, 1, 0, 0, 0));
    assertThat(diff.batchesLeft()).isEmpty();
    assertThat(diff.batchesEntered()).containsExactly("3-5");
    assertThat(diff.schema()).isEmpty();
    assertThat(diff.files().added()).isEqualTo(1);
    assertThat(diff.files().addedBytes()).isPositive();
    assertThat(diff.files().removed()).isZero();
    assertThat(diff.deleteFiles()).isEqualTo(new FileChanges(0, 0, 0, 0));
    assertThat(diff.to().layout()).isEqualTo(Map.of("unpartitioned", 2L));
  }

  @Test
  void backwardsItIsTheOtherWayRound() {
    scene.publish("r1", 2);
    scene.publish("r2", 3);
    scene.publish("r3", 4);

    TableDiff diff = diff("r3", "r1");

    assertThat(diff.relation()).isEqualTo(Relation.ANCESTOR);
    assertThat(diff.left()).extracting(History.Line::run).containsExactly("r3", "r2");
    assertThat(diff.entered()).isEmpty();
    assertThat(diff.rowsLeft()).isEqualTo(new RowTotals(2, 2, 0, 0, 0));
    assertThat(diff.batchesLeft()).containsExactly("3-4");
    assertThat(List.of(diff.files().added(), diff.files().removed())).containsExactly(0L, 2L);
  }

  @Test
  void ofWhatWasRolledBackAndWhatCameInstead() {
    long good = scene.publish("good", 1);
    scene.publish("bad", 2);
    scene.publish("worse", 3);
    scene.rollback("good").excluding(new TreeSet<>(List.of(2L))).execute();
    scene.publish("better", 4);

    TableDiff diff = diff("abandoned_worse", "main");

    assertThat(diff.relation()).isEqualTo(Relation.SIBLING);
    assertThat(diff.commonAncestor()).isEqualTo(good);
    assertThat(diff.left()).extracting(History.Line::run).containsExactly("worse", "bad");
    assertThat(diff.entered()).extracting(History.Line::run).containsExactly("better");
    assertThat(diff.batchesLeft()).containsExactly("2");
    assertThat(diff.batchesEntered()).containsExactly("4");
    assertThat(List.of(diff.files().added(), diff.files().removed())).containsExactly(1L, 2L);
  }

  @Test
  void ofWhatARunThatIsHeldWouldChange() {
    scene.publish("good", 1);
    scene.holdFor("bad", 2);

    TableDiff diff = diff("main", "bad");

    assertThat(diff.relation()).isEqualTo(Relation.DESCENDANT);
    assertThat(diff.entered())
        .extracting(History.Line::standing)
        .containsExactly(History.Standing.HELD);
    assertThat(diff.batchesEntered()).containsExactly("2");
  }

  @Test
  void ofAPointAndItself() {
    scene.publish("r1", 1);

    TableDiff diff = diff("main", "r1");

    assertThat(diff.relation()).isEqualTo(Relation.SAME);
    assertThat(diff.haveTheSameFiles()).isTrue();
    assertThat(diff.left()).isEmpty();
    assertThat(diff.entered()).isEmpty();
  }

  @Test
  void marksWhatOthersDidAndDoesNotCountIt() {
    scene.publish("r1", 1);
    scene.foreignAppend("foreign");
    scene.publish("r2", 2);

    TableDiff diff = diff("r1", "main");

    assertThat(diff.entered())
        .extracting(History.Line::writer)
        .containsExactly("firn", "another writer");
    assertThat(diff.rowsEntered()).isEqualTo(new RowTotals(1, 1, 0, 0, 1));
    assertThat(diff.to().rows() - diff.from().rows()).isEqualTo(2);
  }

  @Test
  void ofMainsLastSnapshotUnlessToldOtherwise() {
    long before = scene.publish("r1", 1);
    long after = scene.publish("r2", 2);

    Ends ends = Ends.ofMainsLast(scene.state());

    assertThat(List.of(ends.from().snapshotId(), ends.to().snapshotId()))
        .containsExactly(before, after);
  }

  @Test
  void ofATableThatNobodyHasWrittenToThereIsNone() {
    assertThatThrownBy(() -> Ends.ofMainsLast(scene.state()))
        .isInstanceOf(FirnException.class)
        .hasMessage("nothing that is kept was before main's last snapshot, " + scene.main());
  }

  @Test
  void whenWhatTheyHaveInCommonHasExpired() {
    long empty = scene.main();
    long good = scene.publish("good", 1);
    scene.publish("bad", 2);
    scene.rollback("good").mergingAgain().execute();
    scene.publish("better", 2);
    scene.iceberg().expireSnapshots().expireSnapshotId(empty).expireSnapshotId(good).commit();

    TableDiff diff = diff("abandoned_bad", "main");

    assertThat(diff.relation()).isEqualTo(Relation.UNKNOWN);
    assertThat(diff.commonAncestor()).isNull();
    assertThat(List.of(diff.files().added(), diff.files().removed())).containsExactly(1L, 1L);
  }

  @Test
  void ofColumnsAndPartitions() {
    scene.publish("r1", 1);
    Table table = scene.iceberg();
    table
        .updateSchema()
        .renameColumn("amount", "sum")
        .addColumn("note", Types.StringType.get())
        .commit();
    table.updateSpec().addField("note").commit();

    TableDiff diff = diff("before:r1", "main");

    assertThat(diff.schema())
        .as("readers of main see a column as soon as it is there")
        .containsExactly(
            new SchemaChange(Kind.RENAMED, "sum", "amount", "sum"),
            new SchemaChange(Kind.ADDED, "note", null, "string"));
    assertThat(diff.from().layout()).isEmpty();
    assertThat(diff.to().layout()).as("of the files there are").containsOnlyKeys("unpartitioned");
  }

  @Test
  void ofDeletesBesideFiles() {
    scene.publish("r1", 1);
    Table table = scene.iceberg();
    DeleteFile deletes =
        FileMetadata.deleteFileBuilder(table.spec())
            .ofPositionDeletes()
            .withPath(table.locationProvider().newDataLocation("deletes.avro"))
            .withFileSizeInBytes(7)
            .withRecordCount(1)
            .build();
    table.newRowDelta().addDeletes(deletes).commit();

    TableDiff diff = diff("r1", "main");

    assertThat(diff.files().none()).isTrue();
    assertThat(diff.deleteFiles()).isEqualTo(new FileChanges(1, 7, 0, 0));
    assertThat(diff.haveTheSameFiles()).isFalse();
    assertThat(diff.to().rows()).isZero();
  }

  private TableDiff diff(String from, String to) {
    Ends ends = Ends.between(scene.state(), new Point(from), new Point(to));
    return new Diff(scene.table, ends).execute();
  }
}
