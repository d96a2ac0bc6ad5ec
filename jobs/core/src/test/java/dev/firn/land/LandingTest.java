package dev.firn.land;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.fetch.Answer;
import dev.firn.fetch.Validators;
import dev.firn.raw.Batch;
import dev.firn.raw.Batch.Kind;
import dev.firn.raw.Page;
import dev.firn.raw.Scan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandingTest {

  private static final String A = "{\"data\":[{\"id\":\"a\"}]}";
  private static final String B = "{\"data\":[{\"id\":\"b\"}]}";

  @TempDir private Path folder;
  private LandingScene scene;

  @BeforeEach
  void open() {
    scene = new LandingScene(folder, LandingScene.table(List.of()));
  }

  @Test
  void landsContent() throws IOException {
    Batch batch = scene.land(A, "\"1\"");

    assertThat(batch)
        .isEqualTo(
            new Batch(
                1,
                1,
                "quakes",
                "fetch-1",
                "2025-09-01T10:00:01Z",
                Kind.CONTENT,
                null,
                List.of(
                    new Page(
                        "https://quakes.example/feed",
                        200,
                        Map.of("etag", "\"1\"", "content-type", "application/json"),
                        "2025-09-01T10:00:00Z",
                        12,
                        "raw/quakes/bodies/fetch-1/0.body",
                        21,
                        LandingScene.sha256(A),
                        List.of())),
                null,
                batch.scans()));
    assertThat(batch.scans().get("quakes")).returns(1L, Scan::records);
  }

  @Test
  void keepsTheExactBody() throws IOException {
    Batch batch = scene.land(A, "\"1\"");

    assertThat(scene.log.store().read(batch.pages().get(0).body())).asString(UTF_8).isEqualTo(A);
  }

  @Test
  void makesTheBatchFindable() throws IOException {
    Batch batch = scene.land(A, "\"1\"");

    assertThat(scene.log.get(1)).isEqualTo(batch);
  }

  @Test
  void landsTheSameFetchOnce() throws IOException {
    Answer answer = scene.answer(A, "\"1\"");
    Batch first = scene.landing.land("f", List.of(answer), Condition.NONE);

    Batch again = scene.landing.land("f", List.of(answer), Condition.NONE);

    assertThat(again).isEqualTo(first);
    assertThat(scene.log.head()).isEqualTo(1);
  }

  @Test
  void landsTheSameFetchOnceAlthoughOthersLandedSince() throws IOException {
    Answer answer = scene.answer(A, "\"1\"");
    Batch first = scene.landing.land("f", List.of(answer), Condition.NONE);
    scene.land(B, "\"2\"");
    scene.land(LandingScene.notModified());

    Batch again = scene.landing.land("f", List.of(answer), Condition.NONE);

    assertThat(again).isEqualTo(first);
    assertThat(scene.log.head()).isEqualTo(3);
  }

  @Test
  void finishesAFetchThatWasKilledBeforeItsManifest() throws IOException {
    scene.log.storeBody("f", 0, scene.answer(B, "\"2\"").body());

    Batch batch = scene.landing.land("f", List.of(scene.answer(A, "\"1\"")), Condition.NONE);

    assertThat(scene.log.store().read(batch.pages().get(0).body())).asString(UTF_8).isEqualTo(A);
    assertThat(batch.pages().get(0).sha256()).isEqualTo(LandingScene.sha256(A));
  }

  @Test
  void refusesToBeToldThatNothingChangedAtFirst() {
    assertThatThrownBy(() -> scene.land(LandingScene.notModified()))
        .isInstanceOfSatisfying(
            FirnException.class,
            e -> {
              assertThat(e.fault()).isEqualTo(Fault.THIRD_PARTY);
              assertThat(e.next()).contains("try again");
            })
        .hasMessage(
            "https://quakes.example/feed says 304 Not Modified, but nothing of it has landed yet");
    assertThat(scene.log.head()).isZero();
  }

  @Test
  void asksUnconditionallyAtFirst() {
    assertThat(scene.landing.condition()).isEqualTo(Condition.NONE);
  }

  @Test
  void asksWithTheValidatorsOfTheLastContent() throws IOException {
    scene.land(A, "\"1\"");
    scene.land(B, "\"2\"");

    assertThat(scene.landing.condition().validators()).isEqualTo(new Validators("\"2\"", null));
  }

  @Test
  void asksWithTheSameValidatorsAfterNothingChanged() throws IOException {
    scene.land(A, "\"1\"");
    scene.land(LandingScene.notModified());

    assertThat(scene.landing.condition().validators()).isEqualTo(new Validators("\"1\"", null));
  }

  @Test
  void asksWithTheValidatorsOfTheLastReadableBody() throws IOException {
    scene.land(A, "\"1\"");
    scene.land("<html>", "\"2\"");
    scene.land("", "\"3\"");

    assertThat(scene.landing.condition().validators()).isEqualTo(new Validators("\"1\"", null));
  }

  @Test
  void asksUnconditionallyWhenNothingReadableHasLanded() throws IOException {
    scene.land("<html>", "\"1\"");

    assertThat(scene.landing.condition()).isEqualTo(Condition.NONE);
  }
}
