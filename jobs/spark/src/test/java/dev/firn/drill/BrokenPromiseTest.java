package dev.firn.drill;

import static dev.firn.drill.DrillScene.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.drill.DrillReport.Outcome;
import dev.firn.drill.DrillReport.Result;
import dev.firn.testing.Feed;
import dev.firn.testing.SparkLake;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a drill says of a table whose promise somebody has broken. */
@ExtendWith(SparkLake.Extension.class)
class BrokenPromiseTest {

  private final SparkLake lake;
  private final DrillScene scene;
  private Feed feed;
  private long second;

  BrokenPromiseTest(SparkLake lake) {
    this.lake = lake;
    this.scene = new DrillScene(lake);
  }

  @BeforeEach
  void runThrice() {
    feed =
        Feed.of(
            lake,
            "broken",
            contract ->
                contract.columns(
                    "{name: id, logicalType: string, primaryKey: true, required: true}",
                    "{name: v, logicalType: integer}"));
    feed.rows("{\"id\": \"a\", \"v\": 1}");
    feed.run();
    feed.rows("{\"id\": \"a\", \"v\": 2}");
    feed.run();
    second = feed.state().main().snapshotId();
    feed.rows("{\"id\": \"a\", \"v\": 3}");
    feed.run();
  }

  private Table table() {
    return lake.lake().catalog().loadTable(lake.lake().table(feed.table()));
  }

  private static void broken(DrillReport report) {
    assertThat(report.outcome()).isEqualTo(Outcome.BROKEN);
    assertThat(report.outcome().exitCode()).isEqualTo(3);
    assertThat(report.window().holds()).isFalse();
    assertThat(step(report, DrillStep.WINDOW).result()).isEqualTo(Result.FAILED);
    assertThat(step(report, DrillStep.CLEAN_UP).result()).isEqualTo(Result.OK);
  }

  @Test
  void aDataFileThatIsGone() {
    String file =
        table().snapshot(second).addedDataFiles(table().io()).iterator().next().location();
    table().io().deleteFile(file);

    DrillReport report = scene.drillBeside(feed);

    broken(report);
    assertThat(report.message())
        .isEqualTo(
            "window: a file is not there as written: %s of snapshot %d".formatted(file, second));
    assertThat(step(report, DrillStep.BAD_RUN).what()).isEqualTo("the window failed");
    assertThat(report.next()).containsExactly("firn history " + feed.table());
  }

  @Test
  @Tag("full")
  void aManifestThatIsGone() {
    String manifest = table().snapshot(second).dataManifests(table().io()).get(0).path();
    table().io().deleteFile(manifest);

    DrillReport report = scene.drillBeside(feed);

    broken(report);
    assertThat(report.message()).contains(manifest + " of snapshot " + second);
  }

  @Test
  void aSnapshotThatSomebodyHasExpired() {
    table().expireSnapshots().expireSnapshotId(second).cleanExpiredFiles(false).commit();

    DrillReport report = scene.drillBeside(feed);

    broken(report);
    assertThat(report.message())
        .startsWith("window: main showed snapshot %d from ".formatted(second))
        .endsWith(" on, and it cannot be gone back to: somebody has expired it");
    assertThat(step(report, DrillStep.REPLAY).result())
        .as("what can be rehearsed is")
        .isEqualTo(Result.OK);
  }

  @Test
  @Tag("full")
  void aWindowThatSomebodyHasMadeShorter() {
    table()
        .updateProperties()
        .set(TableProperties.MAX_SNAPSHOT_AGE_MS, Long.toString(2 * 24 * 3_600_000L))
        .commit();

    DrillReport report = scene.drillBeside(feed);

    broken(report);
    assertThat(report.message())
        .isEqualTo(
            "window: the table keeps its snapshots for P2D and the contract promises P7D; the next run sets that right");
    assertThat(report.next()).containsExactly("firn run " + feed.table());
    assertThat(step(report, DrillStep.ROLLBACK_AGAIN).result()).isEqualTo(Result.OK);
  }

  @Test
  void rowsThatSomebodyHasDeleted() {
    lake.sql("DELETE FROM firn.lake.%s".formatted(feed.table()));

    DrillReport report = scene.drillBeside(feed);

    assertThat(report.outcome()).isEqualTo(Outcome.BROKEN);
    assertThat(report.window().holds()).isTrue();
    assertThat(report.message())
        .isEqualTo("replay: all that has landed makes other rows than main has: +1 ~0 -0 rows");
    assertThat(report.next()).containsExactly("firn replay %s --review".formatted(feed.table()));
  }
}
