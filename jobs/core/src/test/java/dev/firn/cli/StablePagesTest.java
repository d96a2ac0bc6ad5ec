package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.raw.Batch;
import dev.firn.raw.Page;
import dev.firn.raw.RawLog;
import dev.firn.store.LocalStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a fetch that stops between its pages. */
class StablePagesTest {

  @TempDir private Path folder;
  private CliScene scene;

  @BeforeEach
  void open() throws IOException {
    scene = new CliScene(folder);
    pagination("{type: page, parameter: p, stable: true}");
    page(1, "a");
    page(2, "b");
    scene.thirdParty.give(500, "out of order");
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void theNextOneGoesOnFromThere() throws IOException {
    assertThat(scene.firn("fetch").exitCode()).isEqualTo(5);
    page(3, "c");
    page(4);
    scene.thirdParty.asked.clear();
    CliScene.Said said = scene.firn("fetch");

    assertThat(said.err()).contains("going on after page 2 of a fetch that was stopped");
    assertThat(said.exitCode()).isZero();
    assertThat(asked()).isEqualTo("2 3 4");
    Batch batch = batch(1);
    assertThat(batch.pages())
        .extracting(Page::url)
        .containsExactly(address(1), address(2), address(3), address(4));
    assertThat(bodies(batch)).isEqualTo(rows("a") + rows("b") + rows("c") + rows());
    assertThat(batch.scans().get("quakes").records()).isEqualTo(3);
  }

  @Test
  void whatHasLandedIsNotGoneOnWith() throws IOException {
    scene.firn("fetch");
    page(3, "c");
    page(4);
    scene.firn("fetch");
    scene.thirdParty.asked.clear();
    page(3, "d");

    assertThat(scene.firn("fetch").exitCode()).isZero();
    assertThat(asked()).isEqualTo("1 2 3 4");
    assertThat(bodies(batch(2))).isEqualTo(rows("a") + rows("b") + rows("d") + rows());
  }

  @Test
  void aPageThatIsNotWhatItWasMeansTheFirstPage() throws IOException {
    scene.firn("fetch");
    page(2, "other");
    page(3);
    scene.thirdParty.asked.clear();
    CliScene.Said said = scene.firn("fetch");

    assertThat(said.err())
        .contains(
            "a fetch that was stopped is not gone on with, because page 2 is no longer what it was;"
                + " beginning with the first page");
    assertThat(asked()).isEqualTo("2 1 2 3");
    assertThat(bodies(batch(1))).isEqualTo(rows("a") + rows("other") + rows());
  }

  @Test
  void aPageThatIsGoneMeansTheFirstPage() throws IOException {
    scene.firn("fetch");
    pageIsGone(2);
    page(1);
    scene.thirdParty.asked.clear();
    CliScene.Said said = scene.firn("fetch");

    assertThat(said.err()).contains("because page 2 cannot be had again: ").contains("404");
    assertThat(asked()).isEqualTo("2 1");
    assertThat(bodies(batch(1))).isEqualTo(rows());
  }

  @Test
  void aDayLaterItBeginsWithTheFirstPage() throws IOException {
    scene.firn("fetch");
    page(3);
    scene.later(Duration.ofHours(25));
    scene.thirdParty.asked.clear();

    assertThat(scene.firn("fetch").err()).doesNotContain("stopped");
    assertThat(asked()).isEqualTo("1 2 3");
  }

  @Test
  void anotherQuestionBeginsWithTheFirstPage() throws IOException {
    scene.firn("fetch");
    page(3);
    pagination("{type: page, parameter: p, first: 2, stable: true}");
    scene.thirdParty.asked.clear();
    scene.firn("fetch");

    assertThat(asked()).isEqualTo("2 3");
  }

  @Test
  void otherPagesBeginWithTheFirstOne() throws IOException {
    pagination("{type: page, parameter: p}");
    scene.firn("fetch");
    page(3);
    scene.thirdParty.asked.clear();
    scene.firn("fetch");

    assertThat(asked()).isEqualTo("1 2 3");
    assertThat(scene.lake().resolve("raw/quakes/underway")).doesNotExist();
  }

  private String asked() {
    return String.join(" ", scene.thirdParty.asked).replace("/quakes.json?p=", "");
  }

  private String address(int number) {
    return scene.thirdParty.location() + "/quakes.json?p=" + number;
  }

  private void page(int number, String... ids) {
    scene.thirdParty.give("/quakes.json?p=" + number, rows(ids));
  }

  private void pageIsGone(int number) {
    scene.thirdParty.take("/quakes.json?p=" + number);
    scene.thirdParty.give(404, "");
  }

  private static String rows(String... ids) {
    StringBuilder rows = new StringBuilder();
    for (String id : ids) {
      rows.append("{\"id\": \"%s\"}".formatted(id));
    }
    return "{\"rows\": [%s]}".formatted(rows);
  }

  private Batch batch(long seq) {
    return new RawLog(new LocalStore(scene.lake()), "quakes").get(seq);
  }

  private String bodies(Batch batch) throws IOException {
    StringBuilder bodies = new StringBuilder();
    for (Page page : batch.pages()) {
      bodies.append(Files.readString(scene.lake().resolve(page.body())));
    }
    return bodies.toString();
  }

  private void pagination(String words) throws IOException {
    scene.contract("quakes");
    Path contract = folder.resolve("schemas/quakes.odcs.yaml");
    String text = Files.readString(contract);
    scene.write(
        "schemas/quakes.odcs.yaml",
        text.replace(
            "/quakes.json'}",
            "/quakes.json', customProperties: [{property: firn.pagination, value: %s},"
                    .formatted(words)
                + " {property: firn.limits, value: {attempts: 1}}]}"));
  }
}
