package dev.firn.fetch;

import static dev.firn.fetch.FetchScene.source;
import static dev.firn.fetch.FetchScene.withTimeout;
import static dev.firn.fetch.RawServer.hangsUp;
import static dev.firn.fetch.RawServer.hangsUpAfter;
import static dev.firn.fetch.RawServer.staysSilentAfter;
import static dev.firn.fetch.ScriptedServer.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.fault.FirnException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokenBodyTest {

  private static final String GOOD = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]";

  @TempDir private Path scratch;

  @Test
  void asksAgainAfterATruncatedBody() throws IOException {
    try (RawServer server =
        new RawServer(
            hangsUpAfter("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n[1,2"),
            staysSilentAfter(GOOD))) {
      FetchScene scene = new FetchScene(scratch, server);
      Answer answer = scene.fetch(source(server.at("/")));

      assertThat(answer.body()).hasContent("[]");
      assertThat(answer.failedAttempts())
          .singleElement()
          .asString()
          .startsWith("the connection broke after 4 of 20 body bytes, waited 0.");
      assertThat(scene.leftovers()).containsExactly(answer.body());
    }
  }

  @Test
  void asksAgainAfterAChunkedBodyWithoutItsEnd() throws IOException {
    try (RawServer server =
        new RawServer(
            hangsUpAfter("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n[1,2\r\n"),
            staysSilentAfter(GOOD))) {
      assertThat(new FetchScene(scratch, server).fetch(source(server.at("/"))).failedAttempts())
          .singleElement()
          .asString()
          .startsWith("the connection broke after 4 body bytes, waited 0.");
    }
  }

  @Test
  void asksAgainWhenAConnectionIsDroppedWithoutAWord() throws IOException {
    // Twice, since the HTTP client itself asks a second time.
    try (RawServer server = new RawServer(hangsUp(), hangsUp(), staysSilentAfter(GOOD))) {
      assertThat(new FetchScene(scratch).fetch(source(server.at("/"))).failedAttempts())
          .singleElement()
          .asString()
          .startsWith("the connection broke before an answer came");
    }
  }

  @Test
  void timesOutOnAStalledBody() throws IOException {
    try (RawServer server =
        new RawServer(
            staysSilentAfter("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n[1,2"),
            staysSilentAfter(GOOD))) {
      FetchScene scene = new FetchScene(scratch);
      Answer answer = scene.fetch(source(server.at("/"), withTimeout(Duration.ofSeconds(1))));

      assertThat(answer.failedAttempts())
          .singleElement()
          .asString()
          .startsWith("no complete answer within 1 s, only 4 of 20 body bytes, waited 0.");
      assertThat(scene.leftovers()).containsExactly(answer.body());
    }
  }

  @Test
  void timesOutOnSilence() throws IOException {
    try (RawServer server = new RawServer(staysSilentAfter(""))) {
      FetchScene scene = new FetchScene(scratch);
      FirnException failure =
          scene.failure(source(server.at("/"), withTimeout(Duration.ofMillis(100))));

      assertThat(failure.getMessage())
          .contains("asked 3 times")
          .endsWith("the last time: no complete answer within 0.1 s");
      assertThat(scene.leftovers()).isEmpty();
    }
  }

  @Test
  void refusesAnAnnouncedBodyOverTheLimit() throws IOException {
    try (ScriptedServer server = new ScriptedServer(reply(200, "x".repeat(1001)))) {
      FetchScene scene = new FetchScene(scratch);
      FirnException failure = scene.failure(source(server.at("/")));

      assertThat(failure)
          .hasMessage(
              server.at("/")
                  + " gave no usable answer: a body of 1,001 bytes,"
                  + " and firn.limits bodyBytes is 1,000");
      assertThat(failure.next())
          .contains(
              "if bodies of that size are right,"
                  + " raise bodyBytes in firn.limits of server usgs in the contract");
      assertThat(server.requests).hasSize(1);
      assertThat(scene.leftovers()).isEmpty();
    }
  }

  @Test
  void stopsReadingAtTheLimit() throws IOException {
    String chunk = "258\r\n" + "x".repeat(600) + "\r\n";
    try (RawServer server =
        new RawServer(
            staysSilentAfter(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk + chunk))) {
      FetchScene scene = new FetchScene(scratch);

      assertThat(scene.failure(source(server.at("/"))))
          .hasMessageEndingWith(
              "a body of more than 1,000 bytes, and firn.limits bodyBytes is 1,000");
      assertThat(scene.leftovers()).isEmpty();
    }
  }

  @Test
  void takesABodyOfExactlyTheLimit() throws IOException {
    try (ScriptedServer server = new ScriptedServer(reply(200, "x".repeat(1000)))) {
      assertThat(new FetchScene(scratch).fetch(source(server.at("/"))).bytes()).isEqualTo(1000);
    }
  }

  @Test
  void believesAStatusWhoseErrorBodyBreaks() throws IOException {
    try (RawServer server =
        new RawServer(hangsUpAfter("HTTP/1.1 404 Not Found\r\nContent-Length: 99\r\n\r\ngone"))) {
      assertThat(new FetchScene(scratch, server).failure(source(server.at("/"))))
          .hasMessage(server.at("/") + " gave no usable answer: 404 Not Found; it says \"gone\"");
    }
  }

  @Test
  void believesAStatusWhoseErrorBodyStalls() throws IOException {
    try (RawServer server =
        new RawServer(
            staysSilentAfter("HTTP/1.1 404 Not Found\r\nContent-Length: 99\r\n\r\ngone"))) {
      assertThat(
              new FetchScene(scratch)
                  .failure(source(server.at("/"), withTimeout(Duration.ofMillis(300)))))
          .hasMessageEndingWith("404 Not Found; it says \"gone\"");
    }
  }
}
