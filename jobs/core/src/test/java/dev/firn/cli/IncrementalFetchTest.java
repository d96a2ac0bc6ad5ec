package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each command is a process of its own as far as the cursor goes: only the raw log knows it. */
class IncrementalFetchTest {

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
  void asksForWhatChangedSinceTheLastAnswer() throws IOException {
    incremental("start: 2024-01-01T00:00:00Z, overlap: PT1H");
    fetch("2024-03-01T12:00:00Z", "2024-03-01T09:00:00Z");
    fetch();
    scene.thirdParty.give(200, "<html>");
    scene.firn("fetch");
    fetch("2024-03-02T00:30:00Z");
    fetch();

    assertThat(scene.thirdParty.asked)
        .containsExactly(
            "/quakes.json?since=2024-01-01T00%3A00%3A00Z",
            "/quakes.json?since=2024-03-01T11%3A00%3A00Z",
            "/quakes.json?since=2024-03-01T11%3A00%3A00Z",
            "/quakes.json?since=2024-03-01T11%3A00%3A00Z",
            "/quakes.json?since=2024-03-01T23%3A30%3A00Z");
  }

  @Test
  void doesNotGoBackForABatchThatIsLeftOut() throws IOException {
    incremental("overlap: PT0S");
    fetch("2024-03-01T12:00:00Z");
    scene.table("quakes").publish("r1", 1, 1);
    fetch("2024-03-02T12:00:00Z");
    assertThat(scene.firn("exclude", "quakes", "2", "--reason", "bad").exitCode()).isZero();
    fetch();

    assertThat(scene.thirdParty.asked)
        .containsExactly(
            "/quakes.json",
            "/quakes.json?since=2024-03-01T12%3A00%3A00Z",
            "/quakes.json?since=2024-03-02T12%3A00%3A00Z");
  }

  @Test
  void asksForEverythingFirstWhenNoStartIsGiven() throws IOException {
    incremental("send: epochMillis");
    fetch("2024-03-01T12:00:00Z");
    fetch();

    assertThat(scene.thirdParty.asked)
        .containsExactly("/quakes.json", "/quakes.json?since=1709294400000");
  }

  @Test
  void asksFromTheStartWhenTold() throws IOException {
    incremental("start: 2024-01-01T00:00:00Z");
    fetch("2024-03-01T12:00:00Z");
    scene.thirdParty.give(200, rows("2024-02-01T00:00:00Z"));
    assertThat(scene.firn("fetch", "--from-start").exitCode()).isZero();
    fetch();

    assertThat(scene.thirdParty.asked)
        .containsExactly(
            "/quakes.json?since=2024-01-01T00%3A00%3A00Z",
            "/quakes.json?since=2024-01-01T00%3A00%3A00Z",
            "/quakes.json?since=2024-03-01T12%3A00%3A00Z");
  }

  @Test
  void asksFromTheStartForNothingInVain() throws IOException {
    incremental("start: 2024-01-01T00:00:00Z");

    fetch();
    String lake = folder.resolve("lake").toString();
    assertThat(scene.firn("fetch", "--from-start", "--from", lake).err())
        .contains("--from-start says how to ask, and with --from nobody is asked");
    assertThat(scene.firn("run", "--from-start", "--no-fetch"))
        .satisfies(
            run -> {
              assertThat(run.exitCode()).isEqualTo(2);
              assertThat(run.err())
                  .contains("--from-start says how to ask, and with --no-fetch nobody is asked")
                  .contains("leave one of them out");
            });
    assertThat(scene.thirdParty.asked).hasSize(1);
  }

  @Test
  void appendsNothingTwiceFromTheStart() throws IOException {
    incremental("start: 2024-01-01T00:00:00Z");
    Path contract = folder.resolve("schemas/quakes.odcs.yaml");
    String text = Files.readString(contract);
    scene.write(
        "schemas/quakes.odcs.yaml",
        text.replaceFirst(
            "customProperties:\n( +)- ",
            "customProperties:\n$1- {property: firn.merge, value: append}\n$1- "));

    assertThat(scene.firn("fetch", "--from-start"))
        .satisfies(
            fetch -> {
              assertThat(fetch.exitCode()).isEqualTo(2);
              assertThat(fetch.err())
                  .contains(
                      "all changes since the start would be in quakes a second time, since it appends")
                  .contains("firn replay quakes makes it anew from what has landed");
            });
    assertThat(scene.thirdParty.asked).isEmpty();
  }

  @Test
  void saysWhenNothingHasAPosition() throws IOException {
    incremental("format: epochMillis");
    scene.thirdParty.give(200, rows("2024-03-01T12:00:00Z"));

    assertThat(scene.firn("fetch").err())
        .contains(
            "nothing at /at is a position in the format epochMillis that has been reached;"
                + " the next fetch asks for everything again");
  }

  private void fetch(String... changes) {
    scene.thirdParty.give(200, rows(changes));
    assertThat(scene.firn("fetch").exitCode()).isZero();
  }

  private static String rows(String... changes) {
    StringBuilder rows = new StringBuilder();
    for (String change : changes) {
      rows.append(rows.isEmpty() ? "" : ", ")
          .append("{\"id\": \"a\", \"at\": \"%s\"}".formatted(change));
    }
    return "{\"rows\": [%s]}".formatted(rows);
  }

  private void incremental(String words) throws IOException {
    Path contract = folder.resolve("schemas/quakes.odcs.yaml");
    String text = Files.readString(contract);
    scene.write(
        "schemas/quakes.odcs.yaml",
        text.replace(
            "/quakes.json'}",
            "/quakes.json', customProperties: [{property: firn.incremental, value:"
                + " {parameter: since, at: /at, %s}}]}".formatted(words)));
  }
}
