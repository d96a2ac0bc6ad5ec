package dev.firn.land;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.fetch.Validators;
import dev.firn.raw.Batch;
import dev.firn.raw.Batch.Kind;
import dev.firn.raw.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepeatTest {

  private static final String A = "{\"data\":[{\"id\":\"a\"}]}";
  private static final String B = "{\"data\":[{\"id\":\"b\"}]}";

  @TempDir private Path folder;
  private LandingScene scene;

  @BeforeEach
  void open() {
    scene = new LandingScene(folder, LandingScene.table(List.of()));
  }

  @Test
  void repeatsTheContentThatDidNotChange() throws IOException {
    scene.land(A, "\"1\"");

    Batch repeat = scene.land(LandingScene.notModified());

    assertThat(repeat)
        .isEqualTo(
            new Batch(
                1,
                2,
                "quakes",
                "fetch-2",
                "2025-09-01T10:00:01Z",
                Kind.REPEAT,
                1L,
                List.of(
                    new Page(
                        "https://quakes.example/feed",
                        304,
                        Map.of("age", "5"),
                        "2025-09-01T10:00:01Z",
                        3,
                        null,
                        0,
                        null,
                        List.of("connection reset"))),
                null,
                Map.of()));
  }

  @Test
  void recognisesTheSameBytes() throws IOException {
    scene.land(A, "\"1\"");

    Batch repeat = scene.land(A, "\"2\"");

    assertThat(repeat).returns(Kind.REPEAT, Batch::kind).returns(1L, Batch::sameAs);
    assertThat(repeat.pages().get(0))
        .returns(200, Page::status)
        .returns("raw/quakes/bodies/fetch-1/0.body", Page::body)
        .returns(LandingScene.sha256(A), Page::sha256);
  }

  @Test
  void asksWithTheETagThatTheSameBytesCameWithLast() throws IOException {
    scene.land(A, "\"1\"");
    scene.land(A, "\"2\"");

    assertThat(scene.landing.condition().validators()).isEqualTo(new Validators("\"2\"", null));
  }

  @Test
  void asksWithTheLastETagWhenANotModifiedNamesNone() throws IOException {
    scene.land(A, "\"1\"");
    scene.land(LandingScene.notModified());

    assertThat(scene.landing.condition().validators()).isEqualTo(new Validators("\"1\"", null));
  }

  @Test
  void storesTheSameBytesOnce() throws IOException {
    scene.land(A, "\"1\"");

    scene.land(A, "\"2\"");

    assertThat(scene.bodies()).containsExactly("raw/quakes/bodies/fetch-1/0.body");
  }

  @Test
  void seesThroughRepeats() throws IOException {
    scene.land(A, "\"1\"");
    scene.land(LandingScene.notModified());
    scene.land(A, "\"1\"");

    Batch repeat = scene.land(LandingScene.notModified());

    assertThat(repeat).returns(Kind.REPEAT, Batch::kind).returns(1L, Batch::sameAs);
  }

  @Test
  void takesOldBytesForNewContent() throws IOException {
    scene.land(A, "\"1\"");
    scene.land(B, "\"2\"");

    Batch batch = scene.land(A, "\"3\"");

    assertThat(batch).returns(Kind.CONTENT, Batch::kind).returns(3L, Batch::seq);
    assertThat(scene.bodies()).hasSize(3);
  }

  @Test
  void repeatsTheLastContentWhenSomethingUnreadableIsBetween() throws IOException {
    scene.land(A, "\"1\"");
    scene.land("<html>", "\"2\"");

    Batch repeat = scene.land(LandingScene.notModified());

    assertThat(repeat).returns(Kind.REPEAT, Batch::kind).returns(1L, Batch::sameAs);
  }

  @Test
  void landsContentAgainAfterSomethingUnreadable() throws IOException {
    scene.land(A, "\"1\"");
    scene.land("<html>", "\"2\"");

    Batch batch = scene.land(A, "\"1\"");

    assertThat(batch).returns(Kind.CONTENT, Batch::kind).returns(3L, Batch::seq);
  }

  @Test
  void takesAConfirmedOlderBodyForNewContent() throws IOException {
    Batch a = scene.land(A, "\"1\"");
    Condition condition = scene.landing.condition();
    scene.land(B, "\"2\"");

    Batch back = scene.landing.land("slow-fetch", List.of(LandingScene.notModified()), condition);

    assertThat(condition).isEqualTo(new Condition(new Validators("\"1\"", null), 1));
    assertThat(back).returns(Kind.CONTENT, Batch::kind).returns(a.scans(), Batch::scans);
    assertThat(back.pages().get(0))
        .returns(304, Page::status)
        .returns("raw/quakes/bodies/fetch-1/0.body", Page::body)
        .returns((long) A.length(), Page::bytes)
        .returns(LandingScene.sha256(A), Page::sha256);
    assertThat(scene.land(A, "\"1\"")).returns(3L, Batch::sameAs);
  }

  @Test
  void repeatsAConfirmedBodyThatOnlyRepeatsFollowed() throws IOException {
    scene.land(A, "\"1\"");
    Condition condition = scene.landing.condition();
    scene.land(A, "\"2\"");

    Batch repeat = scene.landing.land("slow-fetch", List.of(LandingScene.notModified()), condition);

    assertThat(repeat).returns(Kind.REPEAT, Batch::kind).returns(1L, Batch::sameAs);
  }
}
