package dev.firn.land;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.firn.fetch.Answer;
import dev.firn.raw.Batch;
import dev.firn.raw.Batch.Kind;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What APIs send with a 200. All of it lands; some of it is no use to tables, and says why. */
class StrangeBodyTest {

  private static final String ROW = "{\"data\":[{\"id\":\"é\"}]}";

  @TempDir private Path folder;
  private LandingScene scene;

  @BeforeEach
  void open() {
    scene = new LandingScene(folder, LandingScene.table(List.of()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unreadable")
  void landsAndSaysWhyItIsNoUse(String why, byte[] body) throws IOException {
    Batch batch = land(body);

    assertThat(batch.kind()).isEqualTo(Kind.UNREADABLE);
    assertThat(batch.unreadable()).hasToString(why);
    assertThat(scene.log.store().read(batch.pages().get(0).body())).isEqualTo(body);
  }

  static Stream<Arguments> unreadable() {
    return Stream.of(
        no("a web page, where JSON was expected (line 1, column 2)", "<html>Sorry</html>"),
        no(
            "a web page, titled \"Sign in to Example\", where JSON was expected (line 3, column 4)",
            "\n\n  <!DOCTYPE html><html><head><title>Sign in\n  to Example</title>"),
        no(
            "XML or a web page, where JSON was expected (line 1, column 2)",
            "<?xml version='1.0'?>"),
        no(
            "gzip that no Content-Encoding tells of, where JSON was expected (line 1, column 2)",
            "\u001F\u008B\b".getBytes(ISO_8859_1)),
        no("a zip archive, where JSON was expected (line 1, column 5)", "PK\u0003\u0004"),
        no(
            "Unrecognized token 'Service': was expecting (JSON String, Number, Array, Object or"
                + " token 'null', 'true' or 'false') (line 1, column 9)",
            "Service unavailable"),
        no("the body is empty (line 1, column 1)", ""),
        no(
            "Unexpected end-of-input: expected close marker for Array that began in line 1,"
                + " column 9 (line 1, column 20)",
            "{\"data\":[{\"id\":\"a\"}"),
        no(
            "expected an array of records at /data, found nothing there (line 1, column 18)",
            "{\"error\":\"quotas\"}"),
        no("Invalid UTF-8 middle byte 0x22 (line 1, column 19)", ROW.getBytes(ISO_8859_1)),
        no("Duplicate field 'id' (line 1, column 24)", "{\"data\":[{\"id\":\"a\",\"id\":\"b\"}]}"),
        no(
            "Depth (1001) exceeds the maximum allowed nesting depth (1000) (line 1, column 1009)",
            "{\"data\":" + "[".repeat(100_000)),
        no(
            "Number length (1001) exceeds the maximum length (1000) (line 1, column 1011)",
            "{\"data\":[%s]}".formatted("9".repeat(1001))),
        no("Number beyond measure: 1e9999999999 (line 1, column 10)", "{\"data\":[1e9999999999]}"),
        no("Non-standard token 'NaN' (line 1, column 13)", "{\"data\":[NaN]}"));
  }

  @Test
  void holdsNoTextWithoutMeasure() throws IOException {
    Batch batch = land("{\"data\":[\"%s\"]}".formatted("x".repeat(20_100_000)).getBytes(US_ASCII));

    assertThat(batch.unreadable().message())
        .matches("String length \\([0-9]+\\) exceeds the maximum length \\(20000000\\)");
  }

  @ParameterizedTest
  @MethodSource("readable")
  void landsAndIsRead(byte[] body) throws IOException {
    Batch batch = land(body);

    assertThat(batch.kind()).isEqualTo(Kind.CONTENT);
    assertThat(batch.scans().get("quakes").records()).isEqualTo(1);
    assertThat(scene.log.store().read(batch.pages().get(0).body())).isEqualTo(body);
  }

  static Stream<byte[]> readable() {
    return Stream.of(
        ROW.getBytes(UTF_8),
        ("\uFEFF" + ROW).getBytes(UTF_8),
        ROW.getBytes(UTF_16),
        ROW.getBytes(UTF_16LE),
        ROW.getBytes(Charset.forName("UTF-32BE")),
        "{\"data\":[{\"id\":1e999999999}]}".getBytes(US_ASCII),
        "{\"data\":[{\"id\":\"\\ud800\\u0000\"}]}".getBytes(US_ASCII));
  }

  @Test
  void tellsTheRecordsApartFromTheirEncoding() throws IOException {
    Batch plain = land(ROW.getBytes(UTF_8));
    Batch marked = land(("\uFEFF" + ROW).getBytes(UTF_8));

    assertThat(marked.scans()).isEqualTo(plain.scans());
  }

  @Test
  void saysWhichPageIsNoUse() throws IOException {
    Batch batch =
        scene.landing.land(
            "pages",
            List.of(answer(ROW.getBytes(UTF_8)), answer("<html>".getBytes(UTF_8))),
            Condition.NONE);

    assertThat(batch.unreadable())
        .hasToString("page 2: a web page, where JSON was expected (line 1, column 2)");
    assertThat(batch.unreadableBody()).contains("raw/quakes/bodies/pages/1.body");
  }

  private static Arguments no(String why, String body) {
    return no(why, body.getBytes(UTF_8));
  }

  private static Arguments no(String why, byte[] body) {
    return arguments(why, body);
  }

  private Batch land(byte[] body) throws IOException {
    return scene.land(answer(body));
  }

  private Answer answer(byte[] body) throws IOException {
    Path file = Files.write(Files.createTempFile(folder, "answer", ""), body);
    return new Answer(
        LandingScene.LOCATION,
        200,
        Map.of(),
        LandingScene.NOW,
        12,
        file,
        body.length,
        LandingScene.sha256(new String(body, ISO_8859_1)),
        List.of());
  }
}
