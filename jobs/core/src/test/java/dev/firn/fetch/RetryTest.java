package dev.firn.fetch;

import static dev.firn.fetch.FetchScene.source;
import static dev.firn.fetch.ScriptedServer.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.contract.ApiSource;
import dev.firn.contract.ApiSource.Limits;
import dev.firn.contract.Auth;
import dev.firn.contract.Pagination;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {

  @TempDir private Path scratch;

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
  void asksAgainWhenThatMayHelp(int status) throws IOException {
    try (ScriptedServer server = new ScriptedServer(reply(status, "busy"), reply(200, "[]"))) {
      Answer answer = new FetchScene(scratch).fetch(source(server.at("/")));

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.failedAttempts())
          .singleElement()
          .asString()
          .matches(Status.name(status) + ", waited 0\\.\\d s");
    }
  }

  @Test
  void waitsAsRetryAfterAsks() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(reply(429, Map.of("Retry-After", "2"), ""), reply(200, "[]"))) {
      FetchScene scene = new FetchScene(scratch);
      Answer answer = scene.fetch(source(server.at("/")));

      assertThat(answer.failedAttempts())
          .containsExactly("429 Too Many Requests, waited 2 s as Retry-After asked");
      assertThat(answer.requestedAt()).isEqualTo(FakeTime.START.plusSeconds(2));
      assertThat(scene.time.pauses).containsExactly(Duration.ofSeconds(2));
      assertThat(scene.told).containsExactly("429 Too Many Requests / PT2S");
    }
  }

  @Test
  void waitsLongerAndLonger() throws IOException {
    Limits many = new Limits(1000, Duration.ofSeconds(10), 9, Duration.ofHours(1), 1);
    try (ScriptedServer server = new ScriptedServer(reply(503, ""))) {
      FetchScene scene = new FetchScene(scratch);
      scene.failure(source(server.at("/"), many));

      assertThat(scene.time.pauses).hasSize(8);
      for (int i = 0; i < 8; i++) {
        long base = Math.min(500L << i, 30_000);
        assertThat(scene.time.pauses.get(i).toMillis()).isBetween(base / 2, base * 3 / 2);
      }
    }
  }

  @Test
  void givesUpAfterTheLastAttempt() throws IOException {
    try (ScriptedServer server = new ScriptedServer(reply(503, "<p>down\nfor now</p>"))) {
      FirnException failure = new FetchScene(scratch).failure(source(server.at("/feed")));

      assertThat(failure.fault()).isEqualTo(Fault.THIRD_PARTY);
      assertThat(failure.getMessage())
          .startsWith(server.at("/feed") + " gave no usable answer, asked 3 times in ")
          .endsWith(" s; the last time: 503 Service Unavailable; it says \"<p>down for now</p>\"");
      assertThat(failure.next()).contains("run the same command again later");
      assertThat(server.requests).hasSize(3);
    }
  }

  @Test
  void doesNotWaitPastTheBudget() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(reply(503, Map.of("Retry-After", "3600"), ""))) {
      FetchScene scene = new FetchScene(scratch);
      FirnException failure = scene.failure(source(server.at("/")));

      assertThat(failure)
          .hasMessage(
              server.at("/")
                  + " gave no usable answer: 503 Service Unavailable;"
                  + " Retry-After asks to wait 1 h, and firn.limits budget (5 min) leaves 5 min");
      assertThat(failure.next()).contains("run the same command again after 2026-03-01T13:00:00Z");
      assertThat(scene.time.pauses).isEmpty();
    }
  }

  @Test
  void countsEarlierWaitsAgainstTheBudget() throws IOException {
    try (ScriptedServer server = new ScriptedServer(reply(429, Map.of("Retry-After", "200"), ""))) {
      FirnException failure = new FetchScene(scratch).failure(source(server.at("/")));

      assertThat(failure)
          .hasMessage(
              server.at("/")
                  + " gave no usable answer, asked 2 times in 3 min 20 s; the last time:"
                  + " 429 Too Many Requests; Retry-After asks to wait 3 min 20 s,"
                  + " and firn.limits budget (5 min) leaves 1 min 40 s");
    }
  }

  @Test
  void countsWaitsForAllPagesAgainstOneBudget() throws IOException {
    ScriptedServer.Reply busy = reply(429, Map.of("Retry-After", "100"), "");
    try (ScriptedServer server =
        new ScriptedServer(
            busy,
            reply(200, "{\"rows\": [1]}"),
            busy,
            reply(200, "{\"rows\": [2]}"),
            busy,
            reply(200, "{\"rows\": [3]}"))) {
      FetchScene scene = new FetchScene(scratch);
      ApiSource source =
          new ApiSource(
              "usgs",
              server.at("/"),
              Auth.NONE,
              new Pagination.PageNumber("page", 1, Pagination.End.NO_RECORDS),
              true,
              FetchScene.LIMITS);

      assertThat(scene.failure(source))
          .hasMessage(
              server.at("/?page=3")
                  + " gave no usable answer: 429 Too Many Requests; Retry-After asks to wait"
                  + " 1 min 40 s, and firn.limits budget (5 min) leaves 1 min 40 s");
      assertThat(scene.time.pauses).hasSize(2);
    }
  }

  @Test
  void saysWhereNobodyListens() throws IOException {
    URI nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
    }
    FirnException failure = new FetchScene(scratch).failure(source(nobody));

    assertThat(failure.getMessage())
        .contains("asked 3 times")
        .endsWith("no connection to 127.0.0.1:" + nobody.getPort() + " (refused or unreachable)");
  }

  @Test
  void keepsAnInterruptVisible() throws IOException {
    try (ScriptedServer server = new ScriptedServer(reply(200, "[]"))) {
      FetchScene scene = new FetchScene(scratch);
      Thread.currentThread().interrupt();
      FirnException failure = scene.failure(source(server.at("/")));

      assertThat(Thread.interrupted()).isTrue();
      assertThat(failure).hasMessage("interrupted while asking " + server.at("/"));
      assertThat(failure.next())
          .contains("run the same command again, nothing of this answer was kept");
    }
  }
}
