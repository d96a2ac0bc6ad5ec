package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.cli.CliOnSpark.Said;
import dev.firn.table.LakeTable;
import dev.firn.testing.SparkLake;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkLake.Extension.class)
class SqlOnSparkTest {

  @TempDir private Path folder;
  private final SparkLake lake;

  SqlOnSparkTest(SparkLake lake) {
    this.lake = lake;
  }

  @Test
  void readsTablesAndTheirPastInThreeFormatsAndRefusesWrites() {
    try (CliOnSpark cli = new CliOnSpark(lake, folder, "cli_sql")) {
      cli.answer("{\"rows\": [{\"id\": \"a\", \"v\": 1}]}");
      assertThat(cli.firn("run").exitCode()).isZero();
      cli.answer("{\"rows\": [{\"id\": \"b, or c\"}]}");
      assertThat(cli.firn("run").exitCode()).isZero();

      String query = "SELECT id, v FROM cli_sql ORDER BY id";
      Said table = cli.firn("sql", query);
      assertThat(table.out())
          .isEqualTo(
              """
              id       v
              a        1
              b, or c  NULL
              (2 rows)
              """);
      assertThat(cli.firn("sql", "--csv", query).out())
          .isEqualTo("id,v\r\na,1\r\n\"b, or c\",\r\n");
      assertThat(cli.firn("sql", query, "--output", "json", "--max-rows", "1").out())
          .isEqualTo(
              """
              {
                "columns" : [ "id", "v" ],
                "types" : [ "string", "int" ],
                "rows" : [ [ "a", "1" ] ],
                "truncated" : true
              }
              """);

      assertThat(cli.firn("rollback", "cli_sql", "--to", first(cli)).exitCode()).isZero();
      assertThat(cli.firn("sql", query).out()).contains("(1 row)");

      Said refused = cli.firn("sql", "DELETE FROM cli_sql");
      assertThat(refused.exitCode()).isEqualTo(2);
      assertThat(refused.err()).startsWith("firn: firn sql only reads");
      assertThat(cli.firn("sql", "SELECT * FROM nosuch").exitCode()).isEqualTo(2);
    }
  }

  /** The point between the two runs. */
  private String first(CliOnSpark cli) {
    assertThat(cli.firn("history", "cli_sql").out().lines()).hasSize(3);
    return new LakeTable(lake.lake(), "cli_sql").load().main().parentId().toString();
  }
}
