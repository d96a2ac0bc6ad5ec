package dev.firn.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.testing.EmulatedAws;
import dev.firn.testing.Wire.Fault;
import java.nio.file.Path;
import org.apache.iceberg.Schema;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Table;

class GluePointersTest extends PointersContract {

  private final EmulatedAws aws = EmulatedAws.instance();

  @Override
  Lake open(Path where) {
    return GlueLake.open(aws.newDatabase());
  }

  /** What Glue keeps of a table beside its pointer, people and Athena look at. */
  @Test
  void keepWhatGlueKnowsOfTheTable() {
    String database = aws.newDatabase();
    try (GlueLake lake = GlueLake.open(database);
        GlueClient glue = aws.glue()) {
      Catalog catalog = lake.catalog();
      Schema schema = new Schema(Types.NestedField.required(1, "id", Types.StringType.get()));
      catalog.createTable(lake.table("quakes"), schema);
      catalog.loadTable(lake.table("quakes")).updateProperties().set("comment", "All.").commit();
      Table before = glue.getTable(get -> get.databaseName(database).name("quakes")).table();
      Pointer pointer = lake.pointers().find("quakes").orElseThrow();

      lake.pointers().move(pointer, pointer.previous());

      Table after = glue.getTable(get -> get.databaseName(database).name("quakes")).table();
      assertThat(after.parameters().get("metadata_location")).isEqualTo(pointer.previous());
      assertThat(after.parameters())
          .usingRecursiveComparison()
          .ignoringFields("metadata_location")
          .isEqualTo(before.parameters());
      assertThat(after.storageDescriptor()).isEqualTo(before.storageDescriptor());
      assertThat(after.tableType()).isEqualTo(before.tableType());
      assertThat(after.description()).isEqualTo(before.description());
    }
  }

  @Test
  void moveOnceThoughTheReplyIsLost() {
    try (GlueLake lake = GlueLake.open(aws.newDatabase())) {
      Schema schema = new Schema(Types.NestedField.required(1, "id", Types.StringType.get()));
      lake.catalog().createTable(lake.table("quakes"), schema);
      lake.catalog().loadTable(lake.table("quakes")).updateProperties().set("a", "1").commit();
      Pointer pointer = lake.pointers().find("quakes").orElseThrow();
      aws.wire().failNext("glue:UpdateTable", Fault.LOST_REPLY);

      assertThat(lake.pointers().move(pointer, pointer.previous())).isTrue();

      assertThat(aws.wire().isSpent()).isTrue();
      assertThat(lake.pointers().find("quakes").orElseThrow().metadata())
          .isEqualTo(pointer.previous());
    }
  }
}
