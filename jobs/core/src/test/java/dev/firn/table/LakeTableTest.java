package dev.firn.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.lake.Lake;
import dev.firn.testing.TestLakes;
import java.nio.file.Path;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeTableTest {

  @TempDir private Path folder;
  private Lake lake;

  @BeforeEach
  void open() {
    lake = TestLakes.open(folder);
  }

  @AfterEach
  void close() {
    lake.close();
  }

  @Test
  void isNotThereBeforeItsFirstRun() {
    LakeTable table = new LakeTable(lake, "things");

    assertThat(table.find()).isEmpty();
    assertThatThrownBy(table::load)
        .isInstanceOfSatisfying(
            FirnException.class,
            e -> {
              assertThat(e.fault()).isEqualTo(Fault.USAGE);
              assertThat(e.next())
                  .contains(
                      "firn status lists what there is; a table comes from its contract with the first firn run");
            })
        .hasMessage("there is no table things in the lake " + lake.description());
  }

  @Test
  void tellsATableThatFirnDidNotCreate() {
    Schema schema = new Schema(NestedField.optional(1, "id", Types.StringType.get()));
    lake.catalog().createTable(lake.table("foreign"), schema);
    TableState state = new LakeTable(lake, "foreign").load();

    assertThatThrownBy(state::position)
        .isInstanceOfSatisfying(
            FirnException.class, e -> assertThat(e.fault()).isEqualTo(Fault.USAGE))
        .hasMessage(
            "the table at %s has no snapshot, so Firn did not create it"
                .formatted(state.metadata().location()));
  }

  @Test
  void tellsADamagedProperty() {
    new CreateTable(lake, TableScene.contract()).execute();
    LakeTable table = new LakeTable(lake, TableScene.TABLE);
    table.iceberg().updateProperties().set(TableState.HOLD, "{").commit();
    TableState state = table.load();

    assertThatThrownBy(state::hold)
        .isInstanceOfSatisfying(
            FirnException.class, e -> assertThat(e.fault()).isEqualTo(Fault.INTERNAL))
        .hasMessage("a table property is damaged: {");
  }
}
