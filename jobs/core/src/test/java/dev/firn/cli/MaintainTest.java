package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.cli.CliScene.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code firn maintain} without Spark: it is not started unless files are to be written. */
class MaintainTest {

  @TempDir private Path folder;
  private CliScene scene;

  @BeforeEach
  void open() {
    scene = new CliScene(folder);
    ScenesTable quakes = scene.table("quakes");
    quakes.publish("20260101t000000_aaaaa", 1, 3);
    quakes.publish("20260101t010000_bbbbb", 2, 2);
    quakes.publish("20260101t020000_ccccc", 3, 1);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  /** Snapshots have the time of the test, and the scene's clock its own. */
  private void longAfter() {
    scene.later(Duration.between(CliScene.NOW, Instant.now()).plusDays(8));
  }

  @Test
  void commitsNothingWhereNothingIsNeeded() {
    Said said = scene.firn("maintain", "quakes");

    assertThat(said.err()).isEmpty();
    assertThat(said.out())
        .isEqualTo(
            """
            quakes
              compact    nothing: no partition has 5 small files, and no file has many deletes
              manifests  nothing: main has few small manifests: 3 of 3
              expire     nothing: everything is inside the recovery window, or kept by name
              orphans    nothing: every file older than 7 days is needed
            """);
    assertThat(said.exitCode()).isZero();
  }

  @Test
  void showsWhatItWouldDeleteAndDeletesNothing() throws IOException {
    longAfter();
    long files = files();

    Said said = scene.firn("maintain", "--dry-run", "--only", "expire");

    assertThat(said.out().replaceAll("snapshot \\d+ of [^,\n]+", "snapshot S"))
        .matches(
            """
            quakes
              expire     would be: 2 snapshots, 2 files that only they needed; files 10 -> 8, bytes [\\d,]+ -> [\\d,]+
                         - snapshot S
                         - snapshot S, run 20260101t000000_aaaaa
            """);
    assertThat(said.exitCode()).isZero();
    assertThat(files()).isEqualTo(files);
    assertThat(scene.firn("maintain", "--only", "expire").out())
        .contains("expire     2 snapshots, ", "; 0.0 s");
    assertThat(scene.firn("history", "quakes").out()).doesNotContain("aaaaa");
  }

  @Test
  void asksWhoSitsThereBeforeItDeletes() {
    longAfter();

    Said no = scene.firnAnswering("n", "maintain", "--only", "expire");

    assertThat(no.out()).contains("- snapshot ", "Delete this for good? [y/N] nothing was changed");
    assertThat(scene.firn("history", "quakes").out()).contains("aaaaa");
    Said yes = scene.firnAnswering("y", "maintain", "--only", "expire");
    assertThat(yes.out()).contains("Delete this for good? [y/N] ", "expire     2 snapshots");
    assertThat(scene.firn("history", "quakes").out()).doesNotContain("aaaaa");
    assertThat(scene.firnAnswering("n", "maintain").out())
        .as("nothing left to ask about")
        .doesNotContain("[y/N]");
  }

  @Test
  void tellsMachines() {
    longAfter();

    Said said = scene.firn("maintain", "--output", "json", "--only", "expire,orphans");

    assertThat(said.out())
        .contains(
            "\"dryRun\" : false",
            "\"table\" : \"quakes\"",
            "\"step\" : \"EXPIRE\"",
            "\"outcome\" : \"DONE\"",
            "\"before\" : {",
            "\"files\" : 10",
            "\"removes\" : [",
            "\"step\" : \"ORPHANS\"",
            "\"errors\" : [ ]");
  }

  @Test
  void tableThatFailsKeepsNoOther() {
    scene.contract("others");

    Said said = scene.firn("maintain", "quakes", "others", "--only", "expire");

    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.out()).contains("quakes\n  expire     nothing: ");
    assertThat(said.err()).contains("others: there is no table others in the lake");
    assertThat(scene.firn("maintain", "--only", "expire").exitCode())
        .as("of a project, those that there are")
        .isZero();
  }

  @Test
  void refusesAnAgeOfOrphansThatJobsMayHave() {
    Said said = scene.firn("maintain", "--only", "orphans", "--older-than", "2h");

    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.err())
        .contains("files younger than 24 hours may be a running job's")
        .contains("choose an age above your longest job, 24 hours at least");
    assertThat(scene.firn("maintain", "--older-than", "soon").err())
        .contains("hours or days, such as 36h or 14d");
    assertThat(scene.firn("maintain", "--only", "vacuum").err())
        .contains("compact, manifests, expire or orphans");
  }

  @Test
  void deletesOldOrphansAndLeavesRawAlone() throws IOException {
    scene.land("{\"rows\": []}");
    Path killed = scene.lake().resolve("warehouse/lake/quakes/data/killed.parquet");
    Files.createDirectories(killed.getParent());
    Files.writeString(killed, "orphan");
    long raw = filesIn(scene.lake().resolve("raw"));
    longAfter();

    Said said = scene.firn("maintain", "--only", "orphans");

    assertThat(said.out())
        .contains("orphans    1 file older than 7 days that no snapshot needs; files ")
        .contains("killed.parquet");
    assertThat(killed).doesNotExist();
    assertThat(filesIn(scene.lake().resolve("raw"))).isEqualTo(raw).isPositive();
  }

  private long files() throws IOException {
    return filesIn(scene.lake());
  }

  private static long filesIn(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).count();
    }
  }
}
