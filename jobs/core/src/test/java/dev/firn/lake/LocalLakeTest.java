package dev.firn.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.testing.Race;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalLakeTest {

  private static final Schema SCHEMA =
      new Schema(NestedField.optional(1, "id", Types.StringType.get()));

  @TempDir private Path folder;

  @Test
  void createsItsFolder() throws IOException {
    Path deep = folder.resolve("a/b/lake");

    try (LocalLake lake = LocalLake.open(deep)) {
      assertThat(lake.description()).isEqualTo(deep.toString());
    }

    assertThat(files(deep)).containsExactly("catalog.db");
  }

  @Test
  void findsWhatAnotherOneCreated() {
    try (LocalLake one = LocalLake.open(folder)) {
      one.catalog().createTable(one.table("things"), SCHEMA);
    }

    try (LocalLake other = LocalLake.open(folder)) {
      assertThat(other.catalog().listTables(other.namespace()))
          .containsExactly(other.table("things"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"with blanks", "größe", "100%", "a+b", "a#b", "a&b=c"})
  void takesAnyFolder(String name) {
    Path odd = folder.resolve(name);
    try (LocalLake lake = LocalLake.open(odd)) {
      Table table = lake.catalog().createTable(lake.table("things"), SCHEMA);
      table.updateProperties().set("a", "b").commit();
    }

    try (LocalLake again = LocalLake.open(odd)) {
      assertThat(again.catalog().loadTable(again.table("things")).properties())
          .containsEntry("a", "b");
    }
    assertThat(odd.resolve("warehouse/lake/things/metadata")).isDirectory();
    assertThat(odd.resolve("catalog.db")).isRegularFile();
  }

  @Test
  void keepsRawBesideTheWarehouse() throws IOException {
    try (LocalLake lake = LocalLake.open(folder)) {
      lake.store().create("raw/quakes/log/1.json", "{}".getBytes(UTF_8));
    }

    assertThat(folder.resolve("raw/quakes/log/1.json")).hasContent("{}");
  }

  @Test
  void isOpenedByEngines() {
    Map<String, String> properties;
    try (LocalLake lake = LocalLake.open(folder)) {
      lake.catalog().createTable(lake.table("things"), SCHEMA);
      properties = lake.catalogProperties();
    }

    Catalog engines = CatalogUtil.buildIcebergCatalog(Lake.CATALOG, properties, null);

    assertThat(engines.tableExists(TableIdentifier.of("lake", "things"))).isTrue();
  }

  @Test
  void saysThatItCannotBeThere() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> LocalLake.open(file.resolve("lake")))
        .isInstanceOfSatisfying(
            FirnException.class,
            e -> {
              assertThat(e.fault()).isEqualTo(Fault.USAGE);
              assertThat(e.next()).contains("choose a folder you may write to with --lake");
            })
        .hasMessageStartingWith("cannot open a lake in " + file.resolve("lake") + ": ");
  }

  @Test
  void saysThatSqliteCannotBeThere() {
    Path odd = folder.resolve("a?b");

    assertThatThrownBy(() -> LocalLake.open(odd))
        .isInstanceOfSatisfying(
            FirnException.class, e -> assertThat(e.fault()).isEqualTo(Fault.USAGE))
        .hasMessage(
            "cannot open a lake in %s: SQLite takes what follows a ? for options".formatted(odd));
    assertThat(odd).doesNotExist();
  }

  @Test
  void isCreatedOnceBySeveral() throws Exception {
    Race.of(
        4,
        racer -> {
          try (LocalLake lake = LocalLake.open(folder)) {
            lake.catalog().createTable(lake.table("t" + racer), SCHEMA);
            return null;
          }
        });

    try (LocalLake lake = LocalLake.open(folder)) {
      assertThat(lake.catalog().listTables(lake.namespace())).hasSize(4);
    }
    assertThat(files(folder)).containsExactly("catalog.db", "warehouse");
  }

  /** As two processes do. */
  @Test
  void letsTwoCommit() throws Exception {
    int commits = 20;
    try (LocalLake lake = LocalLake.open(folder)) {
      lake.catalog().createTable(lake.table("things"), SCHEMA);
    }

    Race.of(
        2,
        racer -> {
          try (LocalLake lake = LocalLake.open(folder)) {
            for (int i = 0; i < commits; i++) {
              set(lake, "%d-%d".formatted(racer, i));
            }
            return null;
          }
        });

    try (LocalLake lake = LocalLake.open(folder)) {
      assertThat(lake.catalog().loadTable(lake.table("things")).properties())
          .hasSizeGreaterThanOrEqualTo(2 * commits)
          .containsKeys("0-0", "1-0", "0-19", "1-19");
    }
  }

  @Test
  void seesAtOnceWhatAnotherCommits() {
    try (LocalLake one = LocalLake.open(folder);
        LocalLake other = LocalLake.open(folder)) {
      one.catalog().createTable(one.table("things"), SCHEMA);
      other.catalog().loadTable(other.table("things")).updateProperties().set("a", "1").commit();

      assertThat(one.catalog().loadTable(one.table("things")).properties()).containsEntry("a", "1");
    }
  }

  /** Iceberg retries, but not for ever. */
  private static void set(LocalLake lake, String property) {
    while (true) {
      try {
        lake.catalog()
            .loadTable(lake.table("things"))
            .updateProperties()
            .set(property, "set")
            .commit();
        return;
      } catch (CommitFailedException e) {
        // Somebody was faster: again.
      }
    }
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
