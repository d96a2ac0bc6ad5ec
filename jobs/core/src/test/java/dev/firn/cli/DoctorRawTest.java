package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.cli.CliScene.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Raw logs with one sickness each. */
class DoctorRawTest {

  @TempDir private Path folder;
  private CliScene scene;

  @BeforeEach
  void open() {
    scene = new CliScene(folder);
    for (String id : List.of("a", "b", "c")) {
      scene.land("{\"rows\": [{\"id\": \"%s\"}]}".formatted(id));
    }
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private String doctor(int exitCode) {
    Said said = scene.firn("doctor");
    assertThat(said.err()).isEmpty();
    assertThat(said.exitCode()).as(said.out()).isEqualTo(exitCode);
    return said.out().replaceAll("2\\d{7}t\\d{6}_\\w{5}", "FETCH");
  }

  private Path manifest(int seq) {
    return scene.lake().resolve("raw/quakes/log/%010d.json".formatted(seq));
  }

  private List<Path> bodies() throws IOException {
    try (Stream<Path> files = Files.walk(scene.lake().resolve("raw/quakes/bodies"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private Path bodyOf(int seq) throws IOException {
    String manifest = Files.readString(manifest(seq));
    for (Path body : bodies()) {
      if (manifest.contains(body.getParent().getFileName().toString())) {
        return body;
      }
    }
    throw new IllegalStateException(manifest);
  }

  @Test
  void findsNothingWhereAllIsThere() {
    assertThat(doctor(0)).isEqualTo("quakes: nothing to mend\n");
  }

  @Test
  void findsAGap() throws IOException {
    Files.delete(manifest(2));

    assertThat(doctor(6))
        .isEqualTo(
            """
            quakes: 1 finding
              ERROR    raw: the raw log has a gap where batch 2 was: numbers are given one after the other, so somebody deleted
                       raw/quakes/log/0000000002.json: is missing
                       next bring it back from a backup of PROJECT/lake, on S3 from an older version of the object
            """);
  }

  @Test
  void findsAManifestThatCannotBeRead() throws IOException {
    Files.writeString(manifest(2), "{");

    assertThat(doctor(6))
        .contains(
            """
              ERROR    raw: a manifest cannot be read: no run gets past it
                       raw/quakes/log/0000000002.json: manifest raw/quakes/log/0000000002.json is damaged: Unexpected end-of-input: expected close marker for Object (start marker at [Source: (byte[])"{"; line: 1, column: 1])
                       next bring it back from a backup of PROJECT/lake, on S3 from an older version of the object
            """);
  }

  @Test
  void findsBodiesThatAreMissingOrOther() throws IOException {
    Files.delete(bodyOf(1));
    Files.writeString(bodyOf(3), "{}");

    assertThat(doctor(6).lines().sorted().toList())
        .containsExactlyInAnyOrder(
            "quakes: 1 finding",
            "  ERROR    raw: 2 bodies are not what the manifest says: rows made of it cannot be made again",
            "           raw/quakes/bodies/FETCH/0.body: is missing, of batch 1",
            "           raw/quakes/bodies/FETCH/0.body: has 2 bytes and not 23, of batch 3",
            "           next bring it back from a backup of PROJECT/lake, on S3 from an older version of the object");
  }

  /**
   * Not before a day has gone: a fetch may be under way. And nothing in raw is ever to be deleted.
   */
  @Test
  void findsABodyThatNoManifestNames() throws IOException {
    Path left = scene.lake().resolve("raw/quakes/bodies/20260101t000001_zzzzz/0.body");
    Files.createDirectories(left.getParent());
    Files.writeString(left, "{\"rows\": []}");
    assertThat(doctor(0)).isEqualTo("quakes: nothing to mend\n");
    scene.table("quakes").publish("r1", 3, 3);
    scene.later(Duration.ofHours(25));

    assertThat(doctor(0))
        .isEqualTo(
            """
            quakes: 1 finding
              NOTE     raw: a body is in no manifest: a fetch was killed before it landed, and nothing is made of it
                       raw/quakes/bodies/FETCH/0.body
                       next firn fetch quakes
            """)
        .doesNotContain("delete");
  }
}
