package dev.firn.land;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.contract.ApiSource;
import dev.firn.contract.Auth;
import dev.firn.contract.Pagination;
import dev.firn.contract.TableContract;
import dev.firn.fetch.Answer;
import dev.firn.raw.Batch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetches that are killed: nobody tells their pages that they stop. */
class KeptPagesTest {

  private static final TableContract TABLE = LandingScene.table(List.of());

  @TempDir private Path folder;
  private LandingScene scene;
  private Answer first;
  private Answer second;

  @BeforeEach
  void open() throws IOException {
    scene = new LandingScene(folder, TABLE);
    first = scene.answer("{\"data\":[{\"id\":\"a\"}]}", "1");
    second = scene.answer("{\"data\":[{\"id\":\"b\"}]}", "2");
  }

  @Test
  void areThereForTheNextFetch() throws IOException {
    KeptPages killed = pages("killed", Duration.ZERO);
    killed.keep(List.of(first));
    killed.keep(List.of(first, second));
    KeptPages next = pages("next", Duration.ZERO);

    assertThat(next.earlier()).hasSize(2);
    assertThat(next.earlier().get(0))
        .usingRecursiveComparison()
        .ignoringFields("body")
        .isEqualTo(first);
    assertThat(next.earlier().get(1).body()).hasSameBinaryContentAs(second.body());
  }

  @Test
  void areNotKeptOfAFetchThatTakesNoTime() throws IOException {
    pages("killed", Duration.ofSeconds(1)).keep(List.of(first));

    assertThat(pages("next", Duration.ZERO).earlier()).isEmpty();
    assertThat(folder.resolve("lake/raw")).doesNotExist();
  }

  @Test
  void areKeptWhenTheFetchFails() throws IOException {
    KeptPages failing = pages("failing", Duration.ofSeconds(1));
    failing.keep(List.of(first));
    failing.stop();

    assertThat(pages("next", Duration.ZERO).earlier()).hasSize(1);
  }

  @Test
  void landOnceWhenTwoGoOnWithThem() throws IOException {
    KeptPages slow = pages("slow", Duration.ZERO);
    slow.keep(List.of(first));
    KeptPages fast = pages("fast", Duration.ZERO);
    Batch landed = scene.landing.land(fast, List.of(fast.earlier().get(0), second));

    assertThat(scene.landing.land(slow, List.of(first, second))).isEqualTo(landed);
    assertThat(landed.fetchId()).isEqualTo("slow");
    assertThat(scene.log.head()).isEqualTo(1);
    assertThat(pages("later", Duration.ZERO).earlier()).isEmpty();
  }

  @Test
  void areStoredOnce() throws IOException {
    KeptPages killed = pages("killed", Duration.ZERO);
    killed.keep(List.of(first));
    KeptPages next = pages("next", Duration.ZERO);
    next.keep(List.of(next.earlier().get(0), second));
    scene.landing.land(next, List.of(next.earlier().get(0), second));

    try (var bodies = Files.list(folder.resolve("lake/raw/quakes/bodies/killed"))) {
      assertThat(bodies).hasSize(2);
    }
  }

  @Test
  void thatAreForgottenDoNotLand() throws IOException {
    pages("killed", Duration.ZERO).keep(List.of(first));
    KeptPages next = pages("next", Duration.ZERO);
    next.forget();
    next.keep(List.of(second));

    assertThat(next.earlier()).isEmpty();
    Batch landed = scene.landing.land(next, List.of(second));
    assertThat(landed.fetchId()).isEqualTo("next");
    assertThat(landed.pages()).hasSize(1);
    assertThat(Files.readString(folder.resolve("lake").resolve(landed.pages().get(0).body())))
        .isEqualTo(Files.readString(second.body()));
  }

  private KeptPages pages(String fetchId, Duration worthKeeping) throws IOException {
    return new KeptPages(
        scene.log,
        fetchId,
        new ApiSource(
            "quakes",
            LandingScene.LOCATION,
            Auth.NONE,
            new Pagination.LinkHeader(),
            true,
            ApiSource.Limits.DEFAULT,
            List.of(),
            null,
            Map.of(),
            true),
        List.of(TABLE),
        folder.resolve("scratch-" + fetchId),
        Clock.fixed(LandingScene.NOW, ZoneOffset.UTC),
        worthKeeping);
  }
}
