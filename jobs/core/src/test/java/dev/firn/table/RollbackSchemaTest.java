package dev.firn.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rollback by Iceberg alone leaves the newer schema, and restored rows read null in it. */
class RollbackSchemaTest {

  private static final Map<String, Object> ROW = Map.of("id", "good", "amount", 1L);

  @TempDir private Path folder;
  private TableScene scene;
  private int schema;

  @BeforeEach
  void publish() {
    scene = new TableScene(folder);
    scene.publish("good", 1);
    schema = scene.state().metadata().currentSchemaId();
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void takesAnAddedColumnAway() {
    afterwards(scene.iceberg().updateSchema().addColumn("note", Types.StringType.get()));

    GoingBack result = scene.rollback("good").execute();

    assertRestored();
    assertThat(result.schemaBefore()).contains("note string");
    assertThat(result.schemaAfter()).doesNotContain("note string");
  }

  @Test
  void bringsADroppedColumnBackWithItsValues() {
    afterwards(scene.iceberg().updateSchema().deleteColumn("amount"));

    scene.rollback("good").execute();

    assertRestored();
  }

  @Test
  void bringsAColumnBackThatWasDroppedAndAddedAnew() {
    scene.iceberg().updateSchema().deleteColumn("amount").commit();
    afterwards(scene.iceberg().updateSchema().addColumn("amount", Types.LongType.get()));

    scene.rollback("good").execute();

    assertRestored();
  }

  @Test
  void givesARenamedColumnItsNameBack() {
    afterwards(scene.iceberg().updateSchema().renameColumn("amount", "sum"));

    scene.rollback("good").execute();

    assertRestored();
  }

  @Test
  void takesAWideningBackAndForthWithItsValues() {
    scene.iceberg().updateSchema().addColumn("n", Types.IntegerType.get()).commit();
    long narrow = append("narrow", 1);
    scene.iceberg().updateSchema().updateColumn("n", Types.LongType.get()).commit();
    append("wide", 5_000_000_000L);

    GoingBack result = scene.rollback(Long.toString(narrow)).execute();

    assertThat(result.schemaBefore()).contains("n long");
    assertThat(result.schemaAfter()).contains("n int");
    assertThat(rows()).extracting(row -> row.get("n")).containsExactlyInAnyOrder(null, 1);

    new Undo(scene.table).execute();
    assertThat(rows())
        .extracting(row -> row.get("n"))
        .containsExactlyInAnyOrder(null, 1L, 5_000_000_000L);
  }

  @Test
  void letsTheNextRunWriteWhatIsNarrowAgain() {
    scene.iceberg().updateSchema().addColumn("n", Types.IntegerType.get()).commit();
    long narrow = append("narrow", 1);
    scene.iceberg().updateSchema().updateColumn("n", Types.LongType.get()).commit();
    append("wide", 5_000_000_000L);
    scene.rollback(Long.toString(narrow)).mergingAgain().execute();

    append("again", 2);

    assertThat(rows()).extracting(row -> row.get("n")).containsExactlyInAnyOrder(null, 1, 2);
  }

  @Test
  void isWhatIcebergAloneDoesNot() {
    scene.iceberg().updateSchema().deleteColumn("amount").commit();
    afterwards(scene.iceberg().updateSchema().addColumn("amount", Types.LongType.get()));

    scene.foreignRollback(new Point("good").in(scene.state()).snapshotId());

    assertThat(rows()).extracting(row -> row.get("amount")).containsOnlyNulls();
  }

  @Test
  void goesForwardToTheNewerSchema() {
    afterwards(scene.iceberg().updateSchema().renameColumn("amount", "sum"));
    int newer = scene.state().metadata().currentSchemaId();
    List<Map<String, Object>> before = rows();
    scene.rollback("good").execute();

    new Undo(scene.table).execute();

    assertThat(scene.state().metadata().currentSchemaId()).isEqualTo(newer);
    assertThat(rows()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void leavesASchemaAloneThatDidNotChange() {
    scene.publish("bad", 2);

    scene.rollback("good").execute();

    assertRestored();
  }

  @Test
  void letsTheNextRunWrite() {
    afterwards(scene.iceberg().updateSchema().renameColumn("amount", "sum"));
    scene.rollback("good").mergingAgain().execute();

    scene.publish("next", 2);

    assertThat(rows()).containsExactlyInAnyOrder(ROW, Map.of("id", "next", "amount", 2L));
  }

  /** The schema changes, then somebody writes in it. */
  private void afterwards(UpdateSchema change) {
    change.commit();
    var table = scene.iceberg();
    table.newFastAppend().appendFile(Rows.file(table, "bad", Map.of("id", "bad"))).commit();
  }

  private long append(String id, Number n) {
    Table table = scene.iceberg();
    table.newFastAppend().appendFile(Rows.file(table, id, Map.of("id", id, "n", n))).commit();
    return scene.main();
  }

  private void assertRestored() {
    assertThat(scene.state().metadata().currentSchemaId()).isEqualTo(schema);
    assertThat(rows()).containsExactly(ROW);
  }

  private List<Map<String, Object>> rows() {
    return Rows.of(scene.iceberg());
  }
}
