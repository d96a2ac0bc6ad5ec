package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.cli.CliScene.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusTest {

  private static final String ROWS = "{\"rows\": [{\"id\": \"a\"}]}";

  @TempDir private Path folder;
  private CliScene scene;

  @BeforeEach
  void open() {
    scene = new CliScene(folder);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void looksForALakeWithoutMakingOne() {
    assertThat(scene.firn("status"))
        .isEqualTo(
            new Said(
                0,
                """
                TABLE   STATUS  ROWS  APPLIED  LANDED  LAST LANDED  LAST RUN
                quakes  EMPTY   0     0        0       never        none

                quakes
                  next       firn run quakes
                """,
                ""));
    assertThat(scene.lake()).doesNotExist();
  }

  @Test
  void aLakeIsAFolder() throws IOException {
    Files.writeString(folder.resolve("file"), "");

    assertThat(scene.firn("status", "--lake", folder.resolve("file").toString()))
        .isEqualTo(
            new Said(
                2,
                "",
                """
                firn: PROJECT/file is a file, and a lake is a folder
                next: name the lake's folder with --lake
                """));
  }

  @Test
  void aDamagedCatalogIsNamed() throws IOException {
    scene.land(ROWS);
    Files.writeString(scene.lake().resolve("catalog.db"), "no database at all, and long enough");
    Said said = scene.firn("status");

    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.err())
        .contains("/catalog.db is no catalog that can be read: ")
        .contains("\nnext: bring it back from a backup, or name another lake with --lake");
  }

  @Test
  void saysWhatLandedBeforeThereIsATable() {
    scene.land(ROWS);

    assertThat(scene.firn("status").out())
        .isEqualTo(
            """
            TABLE   STATUS  ROWS  APPLIED  LANDED  LAST LANDED           LAST RUN
            quakes  EMPTY   0     0        1       2026-01-01T00:00:00Z  none

            quakes
              waiting    batch 1
              next       firn run quakes
            """);
  }

  @Test
  void whatCannotBeReadMakesNoTableFresh() {
    scene.land(ROWS);
    scene.table("quakes").publish("r1", 1, 5);
    scene.later(Duration.ofDays(30));
    scene.thirdParty.give(200, "<html>");
    scene.firn("fetch");

    assertThat(scene.firn("status", "quakes").out())
        .contains("quakes  LATE    5     1        2       2026-01-01T00:00:00Z  r1\n")
        .contains("\n  unreadable batch 2: a web page, where JSON was expected (line 1, column 2)")
        .endsWith("\n  next       firn run quakes\n");
    assertThat(scene.firn("status", "quakes", "--output", "json").out())
        .contains("\"unreadable\" : \"batch 2: a web page, where JSON was expected");
  }

  @Test
  void saysNothingMoreAboutATableThatNeedsNothing() {
    scene.land(ROWS);
    scene.table("quakes").publish("r1", 1, 5);

    assertThat(scene.firn("status", "quakes").out())
        .isEqualTo(
            """
            TABLE   STATUS  ROWS  APPLIED  LANDED  LAST LANDED           LAST RUN
            quakes  FRESH   5     1        1       2026-01-01T00:00:00Z  r1
            """);
  }

  @Test
  void tellsLateFromFresh() {
    scene.land(ROWS);
    scene.table("quakes").publish("r1", 1, 5);
    scene.later(Duration.ofHours(3));

    assertThat(scene.firn("status").out())
        .isEqualTo(
            """
            TABLE   STATUS  ROWS  APPLIED  LANDED  LAST LANDED           LAST RUN
            quakes  LATE    5     1        1       2026-01-01T00:00:00Z  r1

            quakes
              next       firn run quakes
            """);
  }

  @Test
  void givesTheDecisionsThatEndAHoldALineEach() {
    scene.land(ROWS);
    scene.land("{\"rows\": [{\"id\": \"b\"}]}");
    scene.land("{\"rows\": [{\"id\": \"c\"}]}");
    ScenesTable table = scene.table("quakes");
    table.publish("r1", 1, 5);
    table.hold("r2", 3, 1);

    assertThat(scene.firn("status").out())
        .isEqualTo(
            """
            TABLE   STATUS  ROWS  APPLIED  LANDED  LAST LANDED           LAST RUN
            quakes  HELD    5     1        3       2026-01-01T00:00:00Z  r1

            quakes
              held       since 2026-01-01T00:00:00Z
              because    the audit of run r2 failed: RowCount > 10
              waiting    batches 2, 3
              decide     leave the batches out:  firn exclude quakes 2 3 --reason "…"
                         show them all the same: firn publish quakes r2 --accept "…"
                         merge them again:       firn release quakes
            """);
  }

  @Test
  void whatLandedSinceIsNotWhatTheHoldIsAbout() {
    scene.land(ROWS);
    scene.land("{\"rows\": [{\"id\": \"b\"}]}");
    ScenesTable table = scene.table("quakes");
    table.publish("r1", 1, 5);
    table.hold("r2", 2, 1);
    scene.land("{\"rows\": [{\"id\": \"c\"}]}");

    assertThat(scene.firn("status").out())
        .contains("  waiting    batches 2, 3\n")
        .contains("firn exclude quakes 2 --reason");
  }

  @Test
  void commandsToTypeNameTheProjectAndLakeThatWereNamed() {
    assertThat(scene.firn("status", "--project", folder.toString(), "--lake", "an other").out())
        .endsWith("  next       firn run quakes --project PROJECT --lake 'an other'\n");
  }

  @Test
  void hasAllOfItInJson() {
    scene.land(ROWS);
    scene.land("{\"rows\": [{\"id\": \"b\"}]}");
    ScenesTable table = scene.table("quakes");
    table.publish("r1", 1, 5);
    long head = table.hold("r2", 2, 1);
    Said said = scene.firn("status", "--output", "json");

    assertThat(said.err()).isEmpty();
    assertThat(said.exitCode()).isZero();
    assertThat(
            new Names()
                .snapshot("HEAD", head)
                .in(said.out())
                .replaceFirst("\"publishedAt\" : \"TIME\"", "\"publishedAt\" : PUBLISHED"))
        .isEqualTo(
            """
            {
              "tables" : [ {
                "table" : "quakes",
                "condition" : "HELD",
                "rows" : 5,
                "lastRun" : "r1",
                "publishedAt" : PUBLISHED,
                "landedAt" : "TIME",
                "landed" : 2,
                "through" : 1,
                "pending" : [ 2 ],
                "excluded" : { },
                "hold" : {
                  "reason" : "the audit of run r2 failed: RowCount > 10",
                  "run" : "r2",
                  "snapshot" : "HEAD",
                  "since" : "TIME"
                },
                "next" : [ "firn exclude quakes 2 --reason \\"…\\"", "firn publish quakes r2 --accept \\"…\\"", "firn release quakes" ]
              } ]
            }
            """);
  }
}
