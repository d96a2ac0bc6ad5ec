package dev.firn.fetch;

import static dev.firn.fetch.FetchScene.source;
import static dev.firn.fetch.ScriptedServer.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusalTest {

  @TempDir private Path scratch;

  @Test
  void quotesTheErrorBody() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(reply(404, "no\u0000 such\r\n feed\u001b[31m"))) {
      FirnException failure = failure(server, "/feed");

      assertThat(failure.fault()).isEqualTo(Fault.THIRD_PARTY);
      assertThat(failure)
          .hasMessage(
              server.at("/feed")
                  + " gave no usable answer: 404 Not Found; it says \"no such feed[31m\"");
      assertThat(failure.next()).contains("check the location of server usgs in the contract");
      assertThat(server.requests).hasSize(1);
    }
  }

  @Test
  void quotesNoMoreThanFitsALine() throws IOException {
    try (ScriptedServer server = new ScriptedServer(reply(400, "é".repeat(1_000_000)))) {
      assertThat(failure(server, "/"))
          .hasMessageEndingWith("400 Bad Request; it says \"" + "é".repeat(199) + "…\"");
    }
  }

  @Test
  void hidesSecretsThatTheThirdPartyEchoes() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(reply(403, "key s3cr%2ft and s3cr/t are not known"))) {
      FirnException failure = failure(server, "/?day=1&api_key=s3cr%2ft");

      assertThat(failure)
          .hasMessage(
              server.at("/?day=1&api_key=***")
                  + " gave no usable answer: 403 Forbidden;"
                  + " it says \"key *** and *** are not known\"");
      assertThat(failure.next())
          .contains(
              "check what server usgs wants as credentials, which are firn.auth in the contract,"
                  + " and the location of server usgs in the contract");
    }
  }

  @Test
  void doesNotQuoteWhatItCannotRead() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(reply(404, Map.of("Content-Encoding", "gzip"), "\u001f\u0008xyz"))) {
      assertThat(failure(server, "/")).hasMessageEndingWith("404 Not Found");
    }
  }

  @Test
  void followsNoRedirectToAnotherHost() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(
            reply(302, Map.of("Location", "https://elsewhere.example/feed?token=abcd"), ""))) {
      FirnException failure = failure(server, "/");

      assertThat(failure)
          .hasMessage(
              server.at("/")
                  + " gave no usable answer: 302 Found,"
                  + " pointing to https://elsewhere.example/feed?token=***");
      assertThat(failure.next())
          .contains(
              "if that is right, write firn.hosts: [elsewhere.example] at server usgs"
                  + " in the contract");
    }
  }

  @Test
  void takesNo204ForAnAnswer() throws IOException {
    try (ScriptedServer server = new ScriptedServer(reply(204, ""))) {
      assertThat(failure(server, "/"))
          .hasMessageEndingWith("204 No Content where 200 or 304 was expected");
    }
  }

  @Test
  void takesNo304WithoutHavingAskedForIt() throws IOException {
    try (ScriptedServer server = new ScriptedServer(reply(304, ""))) {
      assertThat(failure(server, "/"))
          .hasMessageEndingWith("304 Not Modified to a request without conditions");
      assertThat(server.requests).hasSize(1);
    }
  }

  private FirnException failure(ScriptedServer server, String path) {
    FetchScene scene = new FetchScene(scratch);
    FirnException failure = scene.failure(source(server.at(path)));
    assertThat(scene.leftovers()).isEmpty();
    return failure;
  }
}
