package dev.firn.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.lake.Lake;
import dev.firn.run.Purpose;
import dev.firn.run.RunOutcome;
import dev.firn.run.TableReport;
import dev.firn.table.LakeTable;
import dev.firn.table.Point;
import dev.firn.table.Rollback;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A recorded feed's table that has been through everything, for readers to look at.
 *
 * @param responses how many to land in all
 * @param before what the contract was at first
 */
public record RecordedHistory(
    String feed, String contract, int responses, UnaryOperator<String> before) {

  /** A column less, another name, a narrower type. */
  public static final List<RecordedHistory> ALL =
      List.of(
          new RecordedHistory(
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
          new RecordedHistory(
              "oslo-bikes",
              "stations.odcs.yaml",
              40,
              contract -> without(contract, "num_vehicles_available")),
          new RecordedHistory(
              "cisa-kev", "vulnerabilities.odcs.yaml", 8, contract -> without(contract, "notes")),
          new RecordedHistory(
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

  /**
   * Merges, a new contract, a rollback, deletes of others, a compaction, and a run for review.
   *
   * @param folder for its project
   * @param sql runs a statement beside Firn
   * @return the table
   */
  public String play(Path folder, Lake lake, Consumer<String> sql) throws IOException {
    List<Path> files = RecordedFeed.named(feed).responses();
    Path project = folder.resolve(feed);
    String table;
    try (RecordedService service = new RecordedService(files)) {
      ReplayScene old = scene(project.resolve("old"), lake, service, before);
      table = old.table().name();
      land(old, responses / 4);
      land(old, responses / 4);

      ReplayScene now = scene(project.resolve("now"), lake, service, RecordedHistory::after);
      // Oslo's answers have nothing for the column that its table gains.
      assertThat(now.rework(Purpose.APPLY).outcome())
          .isIn(RunOutcome.PUBLISHED, RunOutcome.UNCHANGED);
      String run = land(now, responses / 4);
      new Rollback(
              new LakeTable(now.lake(), table),
              new Point("before:" + run),
              Duration.ofDays(7),
              Clock.systemUTC())
          .mergingAgain()
          .execute();
      assertThat(now.merge().outcome()).isEqualTo(RunOutcome.PUBLISHED);

      String full = "firn.%s.%s".formatted(lake.namespace(), table);
      sql.accept(
          "CALL firn.system.rewrite_data_files(table => '%s', options => map('rewrite-all', 'true'))"
              .formatted(full.substring("firn.".length())));
      sql.accept(
          "ALTER TABLE %s SET TBLPROPERTIES ('write.delete.mode' = 'merge-on-read')"
              .formatted(full));
      sql.accept("DELETE FROM %s WHERE pmod(hash(firn_hash), 10) = 0".formatted(full));
      land(now, responses / 8);
      sql.accept("ALTER TABLE %s CREATE BRANCH what_if".formatted(full));
      sql.accept(
          "DELETE FROM %s.branch_what_if WHERE pmod(hash(firn_hash), 10) = 1".formatted(full));
      sql.accept("ALTER TABLE %s CREATE TAG report".formatted(full));
      now.fetch();
      assertThat(now.rework(Purpose.RUN.forReview()).outcome()).isEqualTo(RunOutcome.PROPOSED);
    }
    assertThat(new LakeTable(lake, table).load().metadata().snapshots())
        .anyMatch(snapshot -> !"0".equals(snapshot.summary().get("total-position-deletes")));
    return table;
  }

  private ReplayScene scene(
      Path project, Lake lake, RecordedService service, UnaryOperator<String> changed)
      throws IOException {
    return new ReplayScene(
        project, contract, service.location(), text -> unaudited(changed.apply(text)), lake);
  }

  private static String land(ReplayScene scene, int responses) throws IOException {
    for (int fetched = 0; fetched < responses; fetched++) {
      scene.fetch();
    }
    TableReport report = scene.merge();
    assertThat(report.outcome()).as(report.message()).isEqualTo(RunOutcome.PUBLISHED);
    return report.runId();
  }
}
