package dev.firn.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.firn.fault.FirnException;
import java.nio.file.Path;
import java.util.List;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How rows are compared; what comes of it is for the tests beside Spark. */
class ComparedColumnsTest {

  @TempDir private Path folder;
  private TableScene scene;
  private long before;

  @BeforeEach
  void open() {
    scene = new TableScene(folder);
    before = scene.publish("r1", 1);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void leavesAsideWhereRowsAreFrom() {
    ComparedColumns columns =
        ComparedColumns.ofContent("things", ends(before, scene.publish("r2", 2)), List.of());

    assertThat(columns.key()).containsExactly("id");
    assertThat(columns.shownKey()).containsExactly("id");
    assertThat(columns.compared()).containsExactly("amount", "firn_extra");
    assertThat(columns.schema().columns()).allMatch(field -> field.isOptional());
  }

  @Test
  void leavesAsideWhatTheContractCallsVolatile() {
    assertThat(
            ComparedColumns.ofContent("things", ends(before, before), List.of("amount")).compared())
        .containsExactly("firn_extra");
  }

  @Test
  void comparesAllColumnsWhenAsked() {
    assertThat(ComparedColumns.ofAll("things", ends(before, before)).compared())
        .contains("amount", "firn_extra", "firn_run_id", "firn_seq", "firn_raw", "firn_hash");
  }

  @Test
  void readsTheWiderOfTwoTypes() {
    Table table = scene.iceberg();
    table.updateSchema().addColumn("small", Types.IntegerType.get()).commit();
    long small = scene.publish("r2", 2);
    scene.iceberg().updateSchema().updateColumn("small", Types.LongType.get()).commit();
    long large = scene.publish("r3", 3);

    assertThat(List.of(ends(small, large), ends(large, small)))
        .allSatisfy(
            ends ->
                assertThat(
                        ComparedColumns.ofAll("things", ends).schema().findType("small").toString())
                    .isEqualTo("long"));
  }

  @Test
  void aRenamedKeyIsTheSameKey() {
    scene.iceberg().updateSchema().renameColumn("id", "name").commit();

    assertThat(ComparedColumns.ofAll("things", ends(before, scene.main())).key())
        .containsExactly("name");
  }

  @Test
  void anotherKeyIsRefused() {
    scene
        .iceberg()
        .updateSchema()
        .allowIncompatibleChanges()
        .requireColumn("amount")
        .setIdentifierFields("id", "amount")
        .commit();
    long after = foreign();

    FirnException e =
        catchThrowableOfType(
            FirnException.class, () -> ComparedColumns.ofAll("things", ends(before, after)));

    assertThat(e)
        .hasMessage(
            "rows of things cannot be compared: at snapshot %d they are told apart by id, at %d by id, amount"
                .formatted(before, after));
    assertThat(e.next())
        .contains("without --rows all else is; firn history things shows points with the same key");
  }

  @Test
  void anotherColumnOfTheSameNameIsAnotherKey() {
    scene.iceberg().replaceSortOrder().commit();
    scene.iceberg().updateSchema().setIdentifierFields(List.of()).deleteColumn("id").commit();
    scene
        .iceberg()
        .updateSchema()
        .allowIncompatibleChanges()
        .addRequiredColumn("id", Types.StringType.get())
        .setIdentifierFields("id")
        .commit();
    long after = foreign();

    assertThat(
            catchThrowableOfType(
                FirnException.class, () -> ComparedColumns.ofAll("things", ends(before, after))))
        .hasMessage(
            "rows of things cannot be compared: at snapshot %d they are told apart by id, at %d by another id"
                .formatted(before, after));
  }

  @Test
  void whatOnlyOnePointHasIsCalledSo() {
    scene.iceberg().updateSchema().deleteColumn("amount").commit();
    scene.iceberg().updateSchema().addColumn("amount", Types.LongType.get()).commit();
    long after = scene.publish("r2", 2);

    ComparedColumns forwards = ComparedColumns.ofAll("things", ends(before, after));
    assertThat(forwards.onlyFrom()).containsExactly("amount_before");
    assertThat(forwards.onlyTo()).containsExactly("amount");
    assertThat(forwards.compared()).contains("amount").doesNotContain("amount_before");
    ComparedColumns backwards = ComparedColumns.ofAll("things", ends(after, before));
    assertThat(backwards.compared())
        .as("files that do not differ hold values of it, too")
        .doesNotContain("amount");
  }

  private long foreign() {
    scene.iceberg().newFastAppend().commit();
    return scene.main();
  }

  private Ends ends(long from, long to) {
    return Ends.between(
        scene.state(), new Point(Long.toString(from)), new Point(Long.toString(to)));
  }
}
