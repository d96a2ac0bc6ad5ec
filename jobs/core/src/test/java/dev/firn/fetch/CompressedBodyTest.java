package dev.firn.fetch;

import static dev.firn.fetch.FetchScene.source;
import static dev.firn.fetch.ScriptedServer.reply;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.contract.Auth;
import dev.firn.contract.SecretReference;
import dev.firn.contract.SecretReference.Store;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompressedBodyTest {

  private static final String DOCUMENT = "{\"rows\": [1.50, \"é\"]}\n";

  @TempDir private Path scratch;

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "x-gzip", "GZIP", "identity, gzip"})
  void keepsTheDocumentAndWhatWasSaidOfIt(String coding) throws IOException {
    FetchScene scene = new FetchScene(scratch);
    Answer plain = fetch(scene, "identity", DOCUMENT.getBytes(UTF_8));
    Answer answer = fetch(scene, coding, gzip(DOCUMENT));

    assertThat(answer.body()).hasContent(DOCUMENT);
    assertThat(answer.bytes()).isEqualTo(DOCUMENT.getBytes(UTF_8).length);
    assertThat(answer.sha256()).isEqualTo(plain.sha256());
    assertThat(answer.headers()).containsEntry("content-encoding", coding);
    assertThat(scene.leftovers()).containsExactlyInAnyOrder(plain.body(), answer.body());
  }

  @Test
  void doesNotMindHowWellItIsCompressed() throws IOException {
    FetchScene scene = new FetchScene(scratch);
    String rows = "[" + "1, 2, 3, ".repeat(90) + "4]";
    byte[] fast = deflate(rows, new Deflater(Deflater.BEST_SPEED));
    byte[] small = deflate(rows, new Deflater(Deflater.BEST_COMPRESSION));

    assertThat(fast).isNotEqualTo(small);
    assertThat(fetch(scene, "deflate", fast).sha256())
        .isEqualTo(fetch(scene, "deflate", small).sha256());
  }

  @Test
  void readsDeflateWithoutTheFormatOfZlib() throws IOException {
    byte[] bare = deflate(DOCUMENT, new Deflater(Deflater.DEFAULT_COMPRESSION, true));

    assertThat(fetch(new FetchScene(scratch), "deflate", bare).body()).hasContent(DOCUMENT);
  }

  @Test
  void takesNothingForNothing() throws IOException {
    Answer answer = fetch(new FetchScene(scratch), "gzip", new byte[0]);

    assertThat(answer.bytes()).isZero();
    assertThat(answer.body()).isEmptyFile();
  }

  @Test
  void limitsTheDocument() throws IOException {
    FirnException failure = failure("gzip", gzip("0".repeat(100_000)));

    assertThat(failure)
        .hasMessageEndingWith(
            "gave no usable answer: a body of more than 1,000 bytes,"
                + " and firn.limits bodyBytes is 1,000");
  }

  @Test
  void asksAgainWhenTheBodyBreaksOff() throws IOException {
    byte[] whole = gzip(DOCUMENT);
    Map<String, String> gzip = Map.of("Content-Encoding", "gzip");
    try (ScriptedServer server =
        new ScriptedServer(
            reply(200, gzip, Arrays.copyOf(whole, whole.length - 6)), reply(200, gzip, whole))) {
      FetchScene scene = new FetchScene(scratch);
      Answer answer = scene.fetch(source(server.at("/")));

      assertThat(answer.body()).hasContent(DOCUMENT);
      assertThat(answer.failedAttempts())
          .singleElement()
          .asString()
          .startsWith("the gzip body breaks off after 23 bytes of the document, waited 0.");
      assertThat(scene.leftovers()).containsExactly(answer.body());
    }
  }

  @Test
  void believesTheChecksum() throws IOException {
    byte[] body = gzip(DOCUMENT);
    body[body.length - 5] ^= 1;

    assertThat(failure("gzip", body))
        .hasMessageEndingWith(
            "Content-Encoding says gzip, and the body is none that can be read"
                + " (Corrupt GZIP trailer)");
  }

  @Test
  void noticesABodyThatIsNotCompressed() throws IOException {
    FirnException failure = failure("gzip", DOCUMENT.getBytes(UTF_8));

    assertThat(failure.fault()).isEqualTo(Fault.THIRD_PARTY);
    assertThat(failure)
        .hasMessageEndingWith(
            "Content-Encoding says gzip, and the body is none that can be read"
                + " (Not in GZIP format)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "zstd", "gzip, br"})
  void saysWhatItCannotRead(String coding) throws IOException {
    FirnException failure = failure(coding, "x".repeat(10_000).getBytes(UTF_8));

    assertThat(failure.fault()).isEqualTo(Fault.THIRD_PARTY);
    assertThat(failure)
        .hasMessageEndingWith(
            "gave no usable answer: a body encoded as " + coding + ", which Firn cannot read");
    assertThat(failure.next())
        .contains("tell who runs the API; it was asked for gzip, or for the body as it is");
  }

  @Test
  void quotesACompressedErrorBody() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(
            reply(
                404, Map.of("Content-Encoding", "gzip"), gzip("gone " + "for good ".repeat(9))))) {
      assertThat(new FetchScene(scratch).failure(source(server.at("/"))))
          .hasMessageContaining("404 Not Found; it says \"gone for good for good");
    }
  }

  @Test
  void seesCredentialsInWhatWasCompressed() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(
            reply(200, Map.of("Content-Encoding", "gzip"), gzip("[\"t0ken-of-ours\"]")))) {
      FetchScene scene = new FetchScene(scratch);
      scene.fetch(
          source(server.at("/"), new Auth.Bearer(new SecretReference(Store.ENV, "TOKEN", null))));

      assertThat(scene.told)
          .singleElement()
          .asString()
          .startsWith("the answer repeats the credentials of server usgs");
    }
  }

  private static Answer fetch(FetchScene scene, String coding, byte[] body) throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(reply(200, Map.of("Content-Encoding", coding), body))) {
      return scene.fetch(source(server.at("/")));
    }
  }

  private FirnException failure(String coding, byte[] body) throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(reply(200, Map.of("Content-Encoding", coding), body))) {
      FetchScene scene = new FetchScene(scratch);
      FirnException failure = scene.failure(source(server.at("/")));
      assertThat(scene.leftovers()).isEqualTo(List.of());
      return failure;
    }
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private static byte[] deflate(String text, Deflater how) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new DeflaterOutputStream(bytes, how)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
