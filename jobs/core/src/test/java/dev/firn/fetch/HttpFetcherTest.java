package dev.firn.fetch;

import static dev.firn.fetch.FetchScene.source;
import static dev.firn.fetch.ScriptedServer.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.contract.ApiSource;
import dev.firn.contract.Auth;
import dev.firn.contract.Pagination;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpFetcherTest {

  @TempDir private Path scratch;

  @Test
  void keepsTheExactBytesAndTheirHash() throws IOException {
    try (ScriptedServer server = new ScriptedServer(reply(200, "{\"a\" : 1.50 }\n"))) {
      Answer answer = new FetchScene(scratch).fetch(source(server.at("/feed?day=1")));

      assertThat(answer.body()).hasParent(scratch).hasContent("{\"a\" : 1.50 }\n");
      assertThat(answer.bytes()).isEqualTo(14);
      assertThat(answer.sha256())
          .isEqualTo("f7be3b346ce374c05ab4d29b6e89b70d1cb305f5ca92ee65532e86a4789f2064");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.uri()).isEqualTo(server.at("/feed?day=1"));
      assertThat(answer.requestedAt()).isEqualTo(FakeTime.START);
      assertThat(answer.failedAttempts()).isEmpty();
    }
  }

  @Test
  void saysWhoAsksAndForWhat() throws IOException {
    try (ScriptedServer server = new ScriptedServer(reply(200, "[]"))) {
      new FetchScene(scratch).fetch(source(server.at("/")));

      assertThat(server.requests.get(0))
          .containsEntry("User-agent", List.of("firn/1.2.3"))
          .containsEntry("Accept", List.of("application/json"))
          .containsEntry("Accept-encoding", List.of("gzip"))
          .doesNotContainKeys("If-none-match", "If-modified-since");
    }
  }

  @Test
  void sendsTheHeadersOfTheContractInsteadOfItsOwn() throws IOException {
    try (ScriptedServer server = new ScriptedServer(reply(200, "[]"))) {
      Map<String, String> headers =
          Map.of("accept", "application/vnd.api+json", "User-Agent", "lab, me@example.org");
      ApiSource source =
          new ApiSource(
              "usgs",
              server.at("/"),
              Auth.NONE,
              Pagination.NONE,
              true,
              FetchScene.LIMITS,
              List.of(),
              null,
              headers,
              false);
      new FetchScene(scratch).fetch(source);

      assertThat(server.requests.get(0))
          .containsEntry("User-agent", List.of("lab, me@example.org"))
          .containsEntry("Accept", List.of("application/vnd.api+json"));
    }
  }

  @Test
  void takesAnEmptyBodyForAnAnswer() throws IOException {
    try (ScriptedServer server = new ScriptedServer(reply(200, ""))) {
      Answer answer = new FetchScene(scratch).fetch(source(server.at("/")));

      assertThat(answer.bytes()).isZero();
      assertThat(answer.body()).isEmptyFile();
    }
  }

  @Test
  void asksOnConditionAndTakes304() throws IOException {
    try (ScriptedServer server = new ScriptedServer(reply(304, Map.of("ETag", "\"v1\""), ""))) {
      FetchScene scene = new FetchScene(scratch);
      Answer answer =
          scene.fetch(
              source(server.at("/")), new Validators("\"v1\"", "Sun, 01 Mar 2026 11:00:00 GMT"));

      assertThat(answer.notModified()).isTrue();
      assertThat(answer.body()).isNull();
      assertThat(answer.validators()).isEqualTo(new Validators("\"v1\"", null));
      assertThat(server.requests.get(0).getFirst("If-None-Match")).isEqualTo("\"v1\"");
      assertThat(server.requests.get(0).getFirst("If-Modified-Since"))
          .isEqualTo("Sun, 01 Mar 2026 11:00:00 GMT");
      assertThat(scene.leftovers()).isEmpty();
    }
  }

  @Test
  void asksWithoutConditionWhereTheContractSaysSo() throws IOException {
    try (ScriptedServer server = new ScriptedServer(reply(200, "[]"))) {
      ApiSource source =
          new ApiSource(
              "usgs", server.at("/"), Auth.NONE, Pagination.NONE, false, FetchScene.LIMITS);
      new FetchScene(scratch).fetch(source, new Validators("\"v1\"", "then"));

      assertThat(server.requests.get(0)).doesNotContainKeys("If-none-match", "If-modified-since");
    }
  }

  @Test
  void keepsListedHeadersOnly() throws IOException {
    Map<String, String> headers =
        Map.of(
            "ETag", "W/\"x\"",
            "Set-Cookie", "session=1",
            "X-Echo-Authorization", "Bearer 1",
            "X-RateLimit-Remaining", "7",
            "RateLimit-Reset", "60",
            "Link", "</a>; rel=next|</b>; rel=last");
    try (ScriptedServer server = new ScriptedServer(reply(200, headers, "[]"))) {
      Answer answer = new FetchScene(scratch).fetch(source(server.at("/")));

      assertThat(answer.headers())
          .containsOnlyKeys(
              "content-length", "date", "etag", "link", "ratelimit-reset", "x-ratelimit-remaining")
          .containsEntry("link", "</a>; rel=next, </b>; rel=last");
    }
  }

  @Test
  void sendsSecretsAndShowsNone() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(reply(200, Map.of("Link", "</?api_key=s3cr3t&page=2>"), "[]"))) {
      Answer answer = new FetchScene(scratch).fetch(source(server.at("/?api_key=s3cr3t&page=1")));

      assertThat(answer.uri()).isEqualTo(server.at("/?api_key=***&page=1"));
      assertThat(answer.headers()).containsEntry("link", "</?api_key=***&page=2>");
    }
  }

  @Test
  void asksHttpOnly() {
    FetchScene scene = new FetchScene(scratch);

    assertThatThrownBy(() -> scene.fetch(source(URI.create("ftp://me:pw@host/feed"))))
        .isInstanceOfSatisfying(
            FirnException.class, e -> assertThat(e.fault()).isEqualTo(Fault.USAGE))
        .hasMessage("server usgs is at ftp://***@host/feed, and Firn asks http and https only");
  }
}
