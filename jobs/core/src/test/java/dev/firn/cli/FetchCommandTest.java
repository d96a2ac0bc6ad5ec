package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.cli.CliScene.Said;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchCommandTest {

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
  void saysWhatHasLanded() {
    scene.thirdParty.give(200, ROWS);

    assertThat(scene.firn("fetch"))
        .isEqualTo(
            new Said(
                0,
                """
                quakes: batch 1, HTTP 200, 23 bytes, content
                  to merge   firn run --no-fetch quakes
                """,
                """
                quakes       fetch    200 OK (0.0 s)
                quakes       land     batch 1 (0.0 s)
                """));
    assertThat(scene.firn("fetch").out())
        .isEqualTo(
            """
            quakes: batch 2, HTTP 200, 23 bytes, the same as before
              to merge   firn run --no-fetch quakes
            """);
  }

  @Test
  void anAnswerThatCannotBeReadIsTheThirdPartysFault() {
    scene.thirdParty.give(200, "{\"rows\": [");
    Said said = scene.firn("fetch");

    assertThat(said.exitCode()).isEqualTo(5);
    assertThat(said.out()).startsWith("quakes: batch 1, HTTP 200, 10 bytes, unreadable: ");
  }

  @Test
  void hasAllOfItInJson() {
    scene.thirdParty.give(200, ROWS);

    assertThat(scene.firn("fetch", "quakes", "--output", "json").out())
        .isEqualTo(
            """
            {
              "batches" : [ {
                "feed" : "quakes",
                "seq" : 1,
                "kind" : "content",
                "status" : 200,
                "bytes" : 23,
                "landedAt" : "2026-01-01T00:00:00Z",
                "failedAttempts" : [ ]
              } ],
              "due" : [ "quakes" ],
              "errors" : [ ]
            }
            """);
  }

  @Test
  void aThirdPartyThatFailsIsReportedWithWhatToDo() {
    scene.thirdParty.give(403, "no such key");

    for (String command : new String[] {"fetch", "run"}) {
      assertThat(scene.firn(command))
          .isEqualTo(
              new Said(
                  5,
                  "",
                  """
                  firn: quakes: LOCATION/quakes.json gave no usable answer: 403 Forbidden; it says "no such key"
                  next: check what server api wants as credentials, which are firn.auth in the contract, and the location of server api in the contract
                  """));
    }
  }

  @Test
  void aThirdPartyThatFailsInJson() {
    scene.thirdParty.give(403, "");
    Said said = scene.firn("run", "--output", "json");

    assertThat(said)
        .isEqualTo(
            new Said(
                5,
                """
                {
                  "tables" : [ ],
                  "errors" : [ {
                    "tables" : [ "quakes" ],
                    "fault" : "THIRD_PARTY",
                    "exitCode" : 5,
                    "message" : "LOCATION/quakes.json gave no usable answer: 403 Forbidden",
                    "next" : "check what server api wants as credentials, which are firn.auth in the contract, and the location of server api in the contract"
                  } ]
                }
                """,
                ""));
  }

  @Test
  void aFeedThatFailsDoesNotKeepTheOthers() {
    scene.contract("aftershocks");
    scene.thirdParty.refuse("quakes");
    scene.thirdParty.give(200, ROWS);
    Said said = scene.firn("fetch");

    assertThat(said.out())
        .isEqualTo(
            """
            aftershocks: batch 1, HTTP 200, 23 bytes, content
              to merge   firn run --no-fetch aftershocks
            """);
    assertThat(said.err()).contains("firn: quakes: LOCATION/quakes.json gave no usable answer");
    assertThat(said.exitCode()).isEqualTo(5);
  }

  @Test
  void copiesWhatAnotherLakeHasLanded() {
    scene.thirdParty.give(200, ROWS);
    scene.firn("fetch");
    scene.firn("fetch");

    assertThat(scene.firn("fetch", "--lake", copy(), "--from", original()))
        .isEqualTo(
            new Said(
                0,
                """
                quakes: 2 batches copied, the last is 2
                  to merge   firn run --no-fetch quakes --lake PROJECT/copy
                """,
                ""));
    scene.thirdParty.give(200, "{\"rows\": []}");
    scene.firn("fetch");
    assertThat(
            scene.firn("fetch", "--lake", copy(), "--from", original(), "--output", "json").out())
        .isEqualTo(
            """
            {
              "batches" : [ ],
              "copied" : [ {
                "feed" : "quakes",
                "batches" : 1,
                "head" : 3
              } ],
              "due" : [ "quakes" ],
              "errors" : [ ]
            }
            """);
    assertThat(folder.resolve("copy/raw")).isDirectoryRecursivelyContaining("glob:**.body");
    assertThat(relative("copy/raw")).isEqualTo(relative("lake/raw"));
  }

  @Test
  void copiesNothingOverWhatLandedHere() {
    scene.thirdParty.give(200, ROWS);
    scene.firn("fetch", "--lake", copy());
    scene.firn("fetch");
    Said said = scene.firn("fetch", "--lake", copy(), "--from", original());

    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.err())
        .isEqualTo(
            """
            firn: quakes: the raw log of quakes is no copy of the other lake's: its batch 1 is another one
            next: copy into a lake of its own, with --lake
            """);
  }

  @Test
  void copiesNoDamagedBody() throws IOException {
    scene.thirdParty.give(200, ROWS);
    scene.firn("fetch");
    try (Stream<Path> files = Files.walk(folder.resolve("lake/raw"))) {
      Path body = files.filter(file -> file.toString().endsWith(".body")).findFirst().orElseThrow();
      body.toFile().setWritable(true);
      Files.writeString(body, "{}");
    }
    Said said = scene.firn("fetch", "--lake", copy(), "--from", original());

    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err())
        .contains(".body of the other lake is damaged: batch 1 says that its SHA-256 is ")
        .contains("next: restore this object there, from a backup of the raw log");
    assertThat(folder.resolve("copy/raw/quakes/log")).doesNotExist();
  }

  @Test
  void saysThatThereIsNoLakeToCopyFrom() {
    assertThat(scene.firn("fetch", "--from", folder.resolve("none").toString()).err())
        .isEqualTo(
            """
            firn: there is no lake in PROJECT/none
            next: name the lake to copy from with --from
            """);
  }

  private String original() {
    return folder.resolve("lake").toString();
  }

  private String copy() {
    return folder.resolve("copy").toString();
  }

  private List<String> relative(String place) {
    try (Stream<Path> files = Files.walk(folder.resolve(place))) {
      return files.map(file -> folder.resolve(place).relativize(file).toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
