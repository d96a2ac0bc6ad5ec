package dev.firn.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds of pointers wherever a lake is. */
abstract class PointersContract {

  private static final Schema SCHEMA =
      new Schema(Types.NestedField.required(1, "id", Types.StringType.get()));

  @TempDir private Path folder;
  private Lake lake;

  abstract Lake open(Path where);

  @BeforeEach
  void open() {
    lake = open(folder);
  }

  @AfterEach
  void close() {
    lake.close();
  }

  @Test
  void nameTheMetadataOfEachTable() {
    Table quakes = table("quakes");
    Table lights = table("lights");

    assertThat(lake.pointers().all())
        .containsExactly(
            new Pointer("lights", metadata(lights), null),
            new Pointer("quakes", metadata(quakes), null));
    assertThat(lake.pointers().find("lights")).contains(lake.pointers().all().get(0));
    assertThat(lake.pointers().find("nothing")).isEmpty();
  }

  @Test
  void nameTheMetadataBefore() {
    Table quakes = table("quakes");
    String first = metadata(quakes);
    quakes.updateProperties().set("a", "1").commit();

    assertThat(lake.pointers().find("quakes"))
        .contains(new Pointer("quakes", metadata(quakes), first));
  }

  @Test
  void sayWhereTheTableIs() {
    Table quakes = table("quakes");

    assertThat(lake.pointers().find("quakes").orElseThrow().location())
        .isEqualTo(quakes.location());
  }

  @Test
  void moveTheTableAndKeepAllElse() {
    Table quakes = table("quakes");
    String first = metadata(quakes);
    quakes.updateProperties().set("a", "1").commit();
    Pointer pointer = lake.pointers().find("quakes").orElseThrow();

    assertThat(lake.pointers().move(pointer, first)).isTrue();

    assertThat(lake.pointers().find("quakes")).contains(new Pointer("quakes", first, first));
    Table again = lake.catalog().loadTable(lake.table("quakes"));
    assertThat(metadata(again)).isEqualTo(first);
    assertThat(again.properties()).doesNotContainKey("a");
    again.updateProperties().set("b", "2").commit();
    assertThat(lake.catalog().loadTable(lake.table("quakes")).properties()).containsEntry("b", "2");
  }

  @Test
  void moveNothingThatSomebodyElseHasMoved() {
    Table quakes = table("quakes");
    Pointer stale = lake.pointers().find("quakes").orElseThrow();
    quakes.updateProperties().set("a", "1").commit();
    Pointer now = lake.pointers().find("quakes").orElseThrow();

    assertThat(lake.pointers().move(stale, stale.metadata())).isFalse();
    assertThat(lake.pointers().find("quakes")).contains(now);
  }

  @Test
  void moveNothingThatIsGone() {
    table("quakes");
    Pointer gone = lake.pointers().find("quakes").orElseThrow();
    lake.catalog().dropTable(lake.table("quakes"), false);

    assertThat(lake.pointers().move(gone, gone.metadata())).isFalse();
    assertThat(lake.pointers().all()).isEmpty();
  }

  private Table table(String name) {
    return lake.catalog().createTable(lake.table(name), SCHEMA);
  }

  private static String metadata(Table table) {
    return ((BaseTable) table).operations().refresh().metadataFileLocation();
  }
}
