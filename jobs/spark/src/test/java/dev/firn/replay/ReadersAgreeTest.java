package dev.firn.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.testing.SparkLake;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Spark, PyIceberg and DuckDB return the same rows, types and nulls, at every point of tables that
 * have been through everything. {@code sql/notebooks/agree.py} reads and compares.
 */
@Tag("full")
@ExtendWith(SparkLake.Extension.class)
class ReadersAgreeTest {

  private static final Path ROOT = Path.of(System.getProperty("firn.root"));

  @TempDir private Path folder;
  private final SparkLake lake;

  ReadersAgreeTest(SparkLake lake) {
    this.lake = lake;
  }

  @Test
  void onEveryRecordedFeed() throws Exception {
    List<String> tables = new ArrayList<>();
    for (RecordedHistory history : RecordedHistory.ALL) {
      tables.add(history.play(folder, lake.lake(), lake::sql));
    }

    Ended ended = agree(tables);

    assertThat(ended.exitCode()).as(ended.toString()).isZero();
    assertThat(ended.out().lines())
        .hasSameSizeAs(tables)
        .allSatisfy(
            line ->
                assertThat(line)
                    .matches(
                        "\\w+: Spark, PyIceberg and DuckDB agree on [1-9]\\d* rows of main and at"
                            + " [1-9]\\d* points more"));
  }

  /** One that is known: it is PyIceberg's, and sql/notebooks/README.md tells of it. */
  @Test
  void aDifferenceIsFoundAndPlaced() throws Exception {
    lake.sql("CREATE TABLE firn.lake.absent_lists (firn_seq BIGINT, items ARRAY<STRUCT<a: INT>>)");
    lake.sql("INSERT INTO firn.lake.absent_lists VALUES (1, array(struct(1))), (2, NULL)");

    Ended ended = agree(List.of("absent_lists"));

    assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(3);
    assertThat(ended.out())
        .matches(
            "absent_lists, main, column items: Spark and PyIceberg differ, None and"
                + " \\[] in row 1\\R");
  }

  private record Ended(int exitCode, String out, String err) {}

  private Ended agree(List<String> tables) throws Exception {
    List<String> command = new ArrayList<>();
    command.add("python3");
    command.add(ROOT.resolve("sql/notebooks/agree.py").toString());
    command.addAll(tables);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(folder.resolve("stderr").toFile());
    builder.environment().put("PYTHONPATH", System.getProperty("firn.python"));
    builder.environment().put("FIRN_LAKE", lake.address());
    builder
        .environment()
        .put("FIRN_JARS", jar(JdbcCatalog.class) + ":" + jar(Class.forName("org.sqlite.JDBC")));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), out, Files.readString(folder.resolve("stderr")));
  }

  private static String jar(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }
}
