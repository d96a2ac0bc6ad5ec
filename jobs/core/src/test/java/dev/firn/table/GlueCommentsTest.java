package dev.firn.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.lake.GlueLake;
import dev.firn.testing.EmulatedAws;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Table;

/** What Athena, the console and BI tools show of a table is what Glue's catalog has. */
class GlueCommentsTest {

  private final EmulatedAws aws = EmulatedAws.instance();

  @Test
  void tableAndColumnsSayWhatTheyMeanAndFirnsOwnComeLast() {
    String database = aws.newDatabase();
    try (GlueLake lake = GlueLake.open(database);
        GlueClient glue = aws.glue()) {
      new CreateTable(lake, ContractScene.contract()).execute();

      Table table = glue.getTable(get -> get.databaseName(database).name("sales")).table();

      assertThat(table.description()).isEqualTo("Sales of a test.");
      List<Column> columns = table.storageDescriptor().columns();
      assertThat(columns.stream().map(Column::name))
          .containsExactly(
              "at",
              "id",
              "price",
              "where",
              "tags",
              "firn_extra",
              "firn_run_id",
              "firn_seq",
              "firn_raw",
              "firn_pointer",
              "firn_order",
              "firn_hash");
      assertThat(columns.subList(5, columns.size()))
          .extracting(Column::comment)
          .allSatisfy(comment -> assertThat(comment).isNotBlank());
      assertThat(columns.get(1).comment()).isEqualTo("Unique.");
    }
  }
}
