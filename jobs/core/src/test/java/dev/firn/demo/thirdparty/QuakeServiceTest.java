package dev.firn.demo.thirdparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class QuakeServiceTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @Test
  void servesTheDocumentOfItsHour() throws Exception {
    try (QuakeService service = new QuakeService(Scenario.of())) {
      HttpResponse<String> response = get(service.location());

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isEqualTo(service.document(0));
      assertThat(response.headers().firstValue("content-type"))
          .contains("application/json; charset=utf-8");
      assertThat(response.headers().firstValue("last-modified"))
          .contains("Mon, 01 Sep 2025 00:00:35 GMT");

      service.advance(HOUR);
      assertThat(get(service.location()).body()).isEqualTo(service.document(1));
    }
  }

  @Test
  void hasAClockThatOnlyGoesForward() {
    try (QuakeService service = new QuakeService(Scenario.of())) {
      service.advance(Duration.ofMinutes(90));

      assertThat(service.now()).isEqualTo(Instant.parse("2025-09-01T01:30:00Z"));
      assertThat(service.hour().number()).isEqualTo(1);
      assertThatThrownBy(() -> service.advance(Duration.ofHours(-1)))
          .hasMessage("time goes forward only: PT-1H");
    }
  }

  @Test
  void answers304WhileNothingChanges() throws Exception {
    try (QuakeService service = new QuakeService(Scenario.of(new Hour(1, Act.QUIET)))) {
      String etag = get(service.location()).headers().firstValue("etag").orElseThrow();
      service.advance(HOUR);
      HttpResponse<String> quiet = get(service.location(), "If-None-Match", etag);
      service.advance(HOUR);
      HttpResponse<String> changed = get(service.location(), "If-None-Match", etag);

      assertThat(quiet.statusCode()).isEqualTo(304);
      assertThat(quiet.body()).isEmpty();
      assertThat(quiet.headers().firstValue("etag")).contains(etag);
      assertThat(changed.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void answers304ToItsOwnLastModified() throws Exception {
    try (QuakeService service = new QuakeService(Scenario.of())) {
      assertThat(
              get(service.location(), "If-Modified-Since", "Mon, 01 Sep 2025 00:00:35 GMT")
                  .statusCode())
          .isEqualTo(304);
    }
  }

  @Test
  void failsTheFirstRequestsOfAnHourInOrder() throws Exception {
    Hour rough = new Hour(0, Act.TOO_MANY_REQUESTS, Act.DROPPED_CONNECTION);
    try (QuakeService service = new QuakeService(Scenario.of(rough))) {
      HttpResponse<String> first = get(service.location());

      assertThat(first.statusCode()).isEqualTo(429);
      assertThat(first.headers().firstValue("retry-after")).contains("1");
      assertThatThrownBy(() -> get(service.location())).isInstanceOf(IOException.class);
      assertThat(get(service.location()).body()).isEqualTo(service.document(0));
    }
  }

  @Test
  void forgetsWhatWasPendingWhenTheHourIsOver() throws Exception {
    Hour rough = new Hour(0, Act.TOO_MANY_REQUESTS);
    try (QuakeService service = new QuakeService(Scenario.of(rough))) {
      service.advance(HOUR);

      assertThat(get(service.location()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void keepsWhatIsPendingWithinTheHour() throws Exception {
    Hour rough = new Hour(0, Act.TOO_MANY_REQUESTS);
    try (QuakeService service = new QuakeService(Scenario.of(rough))) {
      get(service.location());
      service.advance(Duration.ofMinutes(59));

      assertThat(get(service.location()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void sendsBrokenDocumentsOnceAndWithoutValidators() throws Exception {
    Hour broken = new Hour(0, Act.EMPTY_BODY, Act.CUT_JSON);
    try (QuakeService service = new QuakeService(Scenario.of(broken))) {
      HttpResponse<String> empty = get(service.location());
      HttpResponse<String> cut = get(service.location());

      assertThat(empty.statusCode()).isEqualTo(200);
      assertThat(empty.body()).isEmpty();
      assertThat(cut.statusCode()).isEqualTo(200);
      assertThat(service.document(0)).startsWith(cut.body()).isNotEqualTo(cut.body());
      assertThat(cut.headers().firstValue("etag")).isEmpty();
      assertThat(get(service.location()).body()).isEqualTo(service.document(0));
    }
  }

  @Test
  void knowsOneFeedOnly() throws Exception {
    try (QuakeService service = new QuakeService()) {
      assertThat(get(service.location().resolve("4.5_day.geojson")).statusCode()).isEqualTo(404);
    }
  }

  private static HttpResponse<String> get(URI uri, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
