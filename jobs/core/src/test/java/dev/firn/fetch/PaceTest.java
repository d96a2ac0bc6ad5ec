package dev.firn.fetch;

import static dev.firn.fetch.ScriptedServer.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.firn.contract.ApiSource;
import dev.firn.contract.ApiSource.Limits;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Permits are reserved by the real clock, which hardly moves meanwhile: waits add up. */
class PaceTest {

  private static final URI HOST = URI.create("https://api.example.org/rows");

  @TempDir private Path scratch;
  private final FakeTime time = new FakeTime();
  private final Pace pace = new Pace(time);

  @Test
  void spreadsRequestsOut() throws InterruptedException {
    ask(HOST, 1);
    ask(HOST, 1);

    assertWaits(60);
  }

  @Test
  void countsAllFeedsOfAHostTogether() throws InterruptedException {
    ask(HOST, 1);
    ask(URI.create("https://API.example.org/other"), 0);
    ask(URI.create("https://elsewhere.example.org/rows"), 0);

    assertWaits(60);
  }

  @Test
  void keepsTheStricterOfTwoLimits() throws InterruptedException {
    ask(HOST, 60);
    ask(HOST, 1);
    ask(HOST, 60);

    assertWaits(1, 60);
  }

  @Test
  void countsEveryAttempt() throws IOException {
    try (ScriptedServer server = new ScriptedServer(reply(503, ""), reply(200, "[]"))) {
      FetchScene scene = new FetchScene(scratch);
      Answer answer = scene.fetch(limited(server.at("/"), 1));

      assertThat(answer.failedAttempts()).hasSize(1);
      assertThat(scene.time.pauses).hasSize(2);
      assertThat(scene.time.pauses.get(1).toMillis() / 1000.0).isCloseTo(60, within(5.0));
    }
  }

  private void ask(URI address, int perMinute) throws InterruptedException {
    pace.await(limited(address, perMinute), address);
  }

  private static ApiSource limited(URI address, int perMinute) {
    Limits limits = FetchScene.LIMITS;
    return FetchScene.source(
        address,
        new Limits(
            limits.bodyBytes(),
            limits.timeout(),
            limits.attempts(),
            limits.budget(),
            limits.pages(),
            perMinute));
  }

  private void assertWaits(double... seconds) {
    List<Duration> waits = time.pauses;
    assertThat(waits).hasSize(seconds.length);
    for (int i = 0; i < seconds.length; i++) {
      assertThat(waits.get(i).toMillis() / 1000.0).isCloseTo(seconds[i], within(5.0));
    }
  }
}
