package dev.firn.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.lake.Lake;
import dev.firn.run.Purpose;
import dev.firn.run.RunOutcome;
import dev.firn.run.TableReport;
import dev.firn.table.LakeTable;
import dev.firn.table.Point;
import dev.firn.table.Rollback;
import dev.firn.testing.SparkLake;
import dev.firn.testing.TestLakes;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
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

  /**
   * @param responses how many to land in all
   * @param before what the contract was at first
   */
  private record History(
      String feed, String contract, int responses, UnaryOperator<String> before) {}

  /** A column less, another name, a narrower type. */
  private static final List<History> HISTORIES =
      List.of(
          new History(
              "usgs-quakes",
              "earthquakes.odcs.yaml",
              40,
              contract ->
                  without(contract, "sources")
                      .replace("{name: title,", "{id: title, name: headline,")
                      .replace(
                          "{name: felt,         logicalType: integer, physicalType: long",
                          "{name: felt,         logicalType: integer, physicalType: int")
                      .replace("format: i64, ", "")),
          new History(
              "oslo-bikes",
              "stations.odcs.yaml",
              40,
              contract -> without(contract, "num_vehicles_available")),
          new History(
              "cisa-kev", "vulnerabilities.odcs.yaml", 8, contract -> without(contract, "notes")),
          new History(
              "cdc-counties",
              "county_vaccinations.odcs.yaml",
              8,
              contract -> without(contract, "svi_category")));

  private static String without(String contract, String column) {
    String less = contract.replaceFirst(".*\\{name: " + column + ",.*\\R", "");
    assertThat(less).as("a contract without " + column).isNotEqualTo(contract);
    return less;
  }

  private static String after(String contract) {
    return contract.replace("{name: title,", "{id: title, name: title,");
  }

  /** Rules name columns, and others write to these tables. */
  private static String unaudited(String contract) {
    return contract.replaceFirst("(?s)    quality:.*?(?=    properties:)", "");
  }

  @Test
  void onEveryRecordedFeed() throws Exception {
    List<String> tables = new ArrayList<>();
    for (History history : HISTORIES) {
      tables.add(play(history));
    }

    assertThat(readers(tables))
        .hasSameSizeAs(tables)
        .allSatisfy(
            line ->
                assertThat(line)
                    .matches(
                        "\\w+: Spark, PyIceberg and DuckDB agree on [1-9]\\d* rows of main and at"
                            + " [1-9]\\d* points more"));
  }

  /** Merges, a new contract, a rollback, deletes of others, a compaction, and a run for review. */
  private String play(History history) throws IOException {
    List<Path> responses = RecordedFeed.named(history.feed()).responses();
    Path project = folder.resolve(history.feed());
    String table;
    try (RecordedService service = new RecordedService(responses)) {
      ReplayScene old = scene(project.resolve("old"), history, service, history.before());
      table = old.table().name();
      land(old, history.responses() / 4);
      land(old, history.responses() / 4);

      ReplayScene now = scene(project.resolve("now"), history, service, ReadersAgreeTest::after);
      // Oslo's answers have nothing for the column that its table gains.
      assertThat(now.rework(Purpose.APPLY).outcome())
          .isIn(RunOutcome.PUBLISHED, RunOutcome.UNCHANGED);
      String run = land(now, history.responses() / 4);
      new Rollback(
              new LakeTable(now.lake(), table),
              new Point("before:" + run),
              Duration.ofDays(7),
              Clock.systemUTC())
          .mergingAgain()
          .execute();
      assertThat(now.merge().outcome()).isEqualTo(RunOutcome.PUBLISHED);

      String full = "firn.lake." + table;
      lake.sql(
          "CALL firn.system.rewrite_data_files(table => 'lake.%s', options => map('rewrite-all', 'true'))"
              .formatted(table));
      lake.sql(
          "ALTER TABLE %s SET TBLPROPERTIES ('write.delete.mode' = 'merge-on-read')"
              .formatted(full));
      lake.sql("DELETE FROM %s WHERE pmod(hash(firn_hash), 10) = 0".formatted(full));
      land(now, history.responses() / 8);
      lake.sql("ALTER TABLE %s CREATE BRANCH what_if".formatted(full));
      lake.sql("DELETE FROM %s.branch_what_if WHERE pmod(hash(firn_hash), 10) = 1".formatted(full));
      lake.sql("ALTER TABLE %s CREATE TAG report".formatted(full));
      now.fetch();
      assertThat(now.rework(Purpose.RUN.forReview()).outcome()).isEqualTo(RunOutcome.PROPOSED);
    }
    assertThat(new LakeTable(lake.lake(), table).load().metadata().snapshots())
        .anyMatch(snapshot -> !"0".equals(snapshot.summary().get("total-position-deletes")));
    return table;
  }

  private ReplayScene scene(
      Path project, History history, RecordedService service, UnaryOperator<String> contract)
      throws IOException {
    Lake shared = TestLakes.open(Path.of(lake.address()));
    return new ReplayScene(
        project,
        history.contract(),
        service.location(),
        text -> unaudited(contract.apply(text)),
        shared);
  }

  private static String land(ReplayScene scene, int responses) throws IOException {
    for (int fetched = 0; fetched < responses; fetched++) {
      scene.fetch();
    }
    TableReport report = scene.merge();
    assertThat(report.outcome()).as(report.message()).isEqualTo(RunOutcome.PUBLISHED);
    return report.runId();
  }

  private List<String> readers(List<String> tables) throws Exception {
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
    int exitCode = process.waitFor();
    assertThat(exitCode).as("%s%s", out, Files.readString(folder.resolve("stderr"))).isZero();
    return out.lines().toList();
  }

  private static String jar(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }
}
