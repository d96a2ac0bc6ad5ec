package dev.firn.fetch;

import static dev.firn.fetch.FetchScene.source;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.contract.ApiSource;
import dev.firn.contract.ApiSource.Limits;
import dev.firn.demo.thirdparty.Act;
import dev.firn.demo.thirdparty.Hour;
import dev.firn.demo.thirdparty.QuakeService;
import dev.firn.demo.thirdparty.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fetcher against the third party of the demo. */
class RoughThirdPartyTest {

  @TempDir private Path scratch;

  @Test
  void getsThroughARoughHour() {
    Hour rough = new Hour(0, Act.TOO_MANY_REQUESTS, Act.DROPPED_CONNECTION);
    try (QuakeService service = new QuakeService(Scenario.of(rough))) {
      Answer answer = new FetchScene(scratch).fetch(quakes(service));

      assertThat(answer.body()).hasContent(service.document(0));
      assertThat(answer.failedAttempts()).hasSize(2);
      assertThat(answer.failedAttempts().get(0))
          .isEqualTo("429 Too Many Requests, waited 1 s as Retry-After asked");
      assertThat(answer.failedAttempts().get(1))
          .matches("the connection broke after [0-9,]+ of [0-9,]+ body bytes, waited .* s");
    }
  }

  @Test
  void seesThatNothingChanged() {
    try (QuakeService service = new QuakeService(Scenario.of(new Hour(1, Act.QUIET)))) {
      FetchScene scene = new FetchScene(scratch);
      Answer first = scene.fetch(quakes(service));
      service.advance(Duration.ofHours(1));

      assertThat(scene.fetch(quakes(service), first.validators()).notModified()).isTrue();
    }
  }

  @Test
  void takesAnEmptyBodyForWhatItIs() {
    try (QuakeService service = new QuakeService(Scenario.of(new Hour(0, Act.EMPTY_BODY)))) {
      Answer answer = new FetchScene(scratch).fetch(quakes(service));

      assertThat(answer.bytes()).isZero();
      assertThat(answer.validators()).isEqualTo(Validators.NONE);
    }
  }

  private static ApiSource quakes(QuakeService service) {
    return source(service.location(), Limits.DEFAULT);
  }
}
