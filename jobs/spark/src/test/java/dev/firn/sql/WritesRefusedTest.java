package dev.firn.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.testing.Feed;
import dev.firn.testing.SparkLake;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code firn sql} refuses, before anything happens. */
@ExtendWith(SparkLake.Extension.class)
class WritesRefusedTest {

  private final Feed feed;
  private final SparkLake lake;

  WritesRefusedTest(SparkLake lake) {
    this.lake = lake;
    this.feed = ReadFeed.shared(lake);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "InsertIntoStatement  | INSERT INTO $t SELECT * FROM $t",
        "InsertIntoStatement  | INSERT OVERWRITE $t SELECT * FROM $t",
        "InsertIntoStatement  | WITH x AS (SELECT * FROM $t) INSERT INTO $t SELECT * FROM x",
        "InsertIntoStatement  | FROM $t INSERT INTO $t SELECT *",
        "InsertIntoStatement  | FROM $t INSERT INTO $t SELECT * INSERT INTO $t SELECT *",
        "InsertIntoStatement  | EXPLAIN INSERT INTO $t SELECT * FROM $t",
        "InsertIntoStatement  | EXPLAIN EXTENDED WITH x AS (SELECT * FROM $t) INSERT INTO $t SELECT * FROM x",
        "DeleteFromTable      | DELETE FROM $t",
        "DeleteFromTable      | WITH x AS (SELECT 'a' AS id) DELETE FROM $t WHERE id IN (SELECT id FROM x)",
        "UpdateTable          | UPDATE $t SET v = 9",
        "MergeIntoTable       | MERGE INTO $t USING $t AS s ON $t.id = s.id WHEN MATCHED THEN DELETE",
        "DropTable            | DROP TABLE $t",
        "DropTable            | EXPLAIN DROP TABLE $t",
        "TruncateTable        | TRUNCATE TABLE $t",
        "CreateTable          | CREATE TABLE mine (id INT) USING iceberg",
        "CreateTableAsSelect  | CREATE TABLE mine USING iceberg AS SELECT 1 AS id",
        "ReplaceTableAsSelect | CREATE OR REPLACE TABLE $t USING iceberg AS SELECT 1 AS id",
        "CreateViewCommand    | CREATE TEMPORARY VIEW mine AS SELECT 1",
        "CreateNamespace      | CREATE NAMESPACE mine",
        "DropNamespace        | DROP NAMESPACE lake CASCADE",
        "AddColumns           | ALTER TABLE $t ADD COLUMN w INT",
        "SetTableProperties   | ALTER TABLE $t SET TBLPROPERTIES ('firn.hold' = 'x')",
        "CreateOrReplaceBranch | ALTER TABLE $t CREATE BRANCH mine",
        "RenameTable          | ALTER TABLE $t RENAME TO mine",
        "CallStatement        | CALL firn.system.expire_snapshots('lake.$t')",
        "SetCommand           | SET spark.sql.shuffle.partitions = 3",
        "ResetCommand         | RESET",
        "SetCatalogAndNamespace | USE spark_catalog",
        "CacheTable           | CACHE TABLE $t",
        "AddJarsCommand       | ADD JAR '/tmp/x.jar'",
        "ScriptTransformation | SELECT TRANSFORM (id) USING 'cat' AS (x) FROM $t",
      })
  void writesAreRefusedByName(String what, String sql) {
    String before = feed.state().metadata().metadataFileLocation();

    assertThatThrownBy(() -> lake.engine().query(sql.replace("$t", feed.table()), 10))
        .isInstanceOf(FirnException.class)
        .hasMessage("firn sql only reads, and this is " + what)
        .satisfies(
            e -> {
              assertThat(((FirnException) e).fault()).isEqualTo(Fault.USAGE);
              assertThat(((FirnException) e).next())
                  .hasValue(
                      "change tables through firn run, rollback, exclude, or in a Spark session of your own");
            });

    assertThat(feed.state().metadata().metadataFileLocation()).isEqualTo(before);
    assertThat(lake.sql("SHOW TABLES IN firn.lake").toString()).doesNotContain("mine");
  }

  @Test
  void filesAreNotWrittenEither(@TempDir Path folder) {
    Path out = folder.resolve("out");

    assertThatThrownBy(
            () ->
                lake.engine()
                    .query("INSERT OVERWRITE DIRECTORY '%s' USING csv SELECT 1".formatted(out), 10))
        .isInstanceOf(FirnException.class)
        .hasMessage("firn sql only reads, and this is InsertIntoDir");

    assertThat(out).doesNotExist();
  }

  @Test
  void viewsAreNotCreatedInTheCatalogEither() {
    assertThatThrownBy(() -> lake.engine().query("CREATE VIEW mine AS SELECT 1", 10))
        .isInstanceOf(FirnException.class)
        .hasMessageStartingWith("firn sql only reads, and this is Create");
  }
}
