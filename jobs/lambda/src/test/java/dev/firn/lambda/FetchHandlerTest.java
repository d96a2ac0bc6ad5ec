package dev.firn.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.firn.job.JobFailedException;
import dev.firn.testing.EmulatedAws;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchHandlerTest {

  private static final Path ROOT = Path.of(System.getProperty("firn.root"));

  @TempDir private Path project;
  private HttpServer thirdParty;
  private int status = 200;
  private String body = "{\"features\": []}";
  private FetchHandler handler;

  @BeforeEach
  void open() throws IOException {
    thirdParty = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    thirdParty.createContext(
        "/",
        exchange -> {
          byte[] bytes = body.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    thirdParty.start();

    for (String file :
        new String[] {
          "schemas/earthquakes.odcs.yaml",
          "quality-checks/earthquakes.dqdl",
          "quality-checks/earthquakes.watch.dqdl"
        }) {
      Files.createDirectories(project.resolve(file).getParent());
      Files.writeString(
          project.resolve(file),
          Files.readString(ROOT.resolve(file))
              .replaceFirst(
                  "location: https\\S+",
                  "location: http://127.0.0.1:" + thirdParty.getAddress().getPort() + "/"));
    }
    handler =
        new FetchHandler(
            Map.of(
                "FIRN_LAKE",
                "glue:" + EmulatedAws.instance().newDatabase(),
                "FIRN_PROJECT",
                project.toString()),
            new PrintStream(OutputStream.nullOutputStream(), true, UTF_8));
  }

  @AfterEach
  void close() {
    thirdParty.stop(0);
  }

  @Test
  void saysWhichTablesHaveSomethingToMerge() throws IOException {
    assertThat(handle("{\"tables\": [\"earthquakes\"]}")).isEqualTo("{\"due\":[\"earthquakes\"]}");
    assertThat(handle("{}")).isEqualTo("{\"due\":[\"earthquakes\"]}");
  }

  @Test
  void failsAsThirdPartyWhenThereIsNothingElseToDo() {
    status = 403;

    assertThatThrownBy(() -> handle("{}"))
        .isInstanceOf(JobFailedException.class)
        .hasMessageStartingWith("FIRN_THIRD_PARTY (exit code 5): ")
        .hasMessageContaining("403 Forbidden")
        .hasMessageContaining("; next: ");
  }

  @Test
  void failsWithThePlaceOfWhatCannotBeRead() {
    body = "{\"features\": [";

    assertThatThrownBy(() -> handle("{}"))
        .isInstanceOf(JobFailedException.class)
        .hasMessageStartingWith("FIRN_THIRD_PARTY (exit code 5): earthquakes: batch 1: ");
  }

  @Test
  void whatHasLandedBeforeIsDueAlthoughTheThirdPartyFails() throws IOException {
    handle("{}");
    status = 403;

    assertThat(handle("{}"))
        .startsWith("{\"due\":[\"earthquakes\"],\"failure\":\"FIRN_THIRD_PARTY (exit code 5): ");
  }

  @Test
  void failsForATableThatThereIsNot() {
    assertThatThrownBy(() -> handle("{\"tables\": [\"quakes\"]}"))
        .isInstanceOf(JobFailedException.class)
        .hasMessageStartingWith("FIRN_USAGE (exit code 2): no contract has a table quakes");
  }

  private String handle(String request) throws IOException {
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    handler.handleRequest(new ByteArrayInputStream(request.getBytes(UTF_8)), response, null);
    return response.toString(UTF_8);
  }
}
