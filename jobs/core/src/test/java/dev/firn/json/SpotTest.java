package dev.firn.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.firn.contract.TableContract.Layout;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpotTest {

  private static final String DOCUMENT =
      """
      {
        "at": "08:00",
        "rows": [ {"id": "å", "v": -1.50e3 },
          {"id" :"a\\"b",
           "v": null, "a/b": {"~": [true, 12]}}
        ]
      }
      """;

  private static Spot find(String document, String pointer) throws Exception {
    return find(document, pointer, Layout.ITEMS, StandardCharsets.UTF_8);
  }

  private static Spot find(String document, String pointer, Layout layout, Charset charset)
      throws IOException, UnreadableException {
    return Spot.find(
        new ByteArrayInputStream(document.getBytes(charset)), JsonPointer.compile(pointer), layout);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/at | 2 | `\"08:00\"`",
        "/rows/0/id | 3 | `\"å\"`",
        "/rows/0/v | 3 | -1.50e3",
        "/rows/1/id | 4 | `\"a\\\"b\"`",
        "/rows/1/v | 5 | null",
        "/rows/1/a~1b/~0/0 | 5 | true",
        "/rows/1/a~1b/~0/1 | 5 | 12",
        "/rows/1 | 4 | {",
        "/rows | 3 | [",
        "`` | 1 | {"
      })
  void findsAValueAsItWasSent(String pointer, int line, String value) throws Exception {
    Spot spot = find(DOCUMENT, pointer);

    assertThat(spot.at()).hasToString(pointer);
    assertThat(spot.line()).isEqualTo(line);
    assertThat(spot.value()).isEqualTo(value);
    assertThat(spot.before() + spot.value() + spot.after()).isEqualTo(DOCUMENT);
    assertThat(spot.offset()).isEqualTo(spot.before().getBytes(StandardCharsets.UTF_8).length);
    assertThat(spot.length()).isEqualTo(value.getBytes(StandardCharsets.UTF_8).length);
  }

  @ParameterizedTest
  @CsvSource({
    "/rows/0/w, /rows/0",
    "/rows/0/v/x, /rows/0/v",
    "/rows/2/id, /rows",
    "/rows/x, /rows",
    "/nothing/there, ''"
  })
  void findsTheNearestAboveWhatIsNotThere(String pointer, String nearest) throws Exception {
    assertThat(find(DOCUMENT, pointer).at()).hasToString(nearest);
    assertThat(find(DOCUMENT, pointer))
        .usingRecursiveComparison()
        .ignoringFields("length", "value", "after")
        .isEqualTo(find(DOCUMENT, nearest));
  }

  @Test
  void countsLinesAsRecordsOfLines() throws Exception {
    String lines = "{\"v\": 1}\n\n{\"v\": [2, 3]}\n\"text\" 4";

    assertThat(find(lines, "/1/v/1", Layout.LINES, StandardCharsets.UTF_8))
        .isEqualTo(
            new Spot(
                JsonPointer.compile("/1/v/1"),
                3,
                20,
                1,
                "{\"v\": 1}\n\n{\"v\": [2, ",
                "3",
                "]}\n\"text\" 4"));
    assertThat(find(lines, "/2", Layout.LINES, StandardCharsets.UTF_8).value())
        .isEqualTo("\"text\"");
    assertThat(find(lines, "/3", Layout.LINES, StandardCharsets.UTF_8).value()).isEqualTo("4");
    assertThat(find(lines, "/4", Layout.LINES, StandardCharsets.UTF_8).at()).hasToString("");
    assertThat(find(lines, "", Layout.LINES, StandardCharsets.UTF_8).value()).isEqualTo("{");
  }

  /** Every value of a document that fills many of a parser's buffers, at every offset in them. */
  @Test
  void agreesWithTheParserWhereverAValueFallsInItsBuffers() throws Exception {
    StringBuilder rows = new StringBuilder("[");
    for (int i = 0; i < 900; i++) {
      rows.append(i == 0 ? "" : ",\n").append("{\"i\": %d, \"t\": \"€%d\"}".formatted(i, i));
    }
    String document = rows.append("]").toString();
    JsonNode tree = Json.exact().readTree(document);

    for (int i = 0; i < 900; i += 7) {
      Spot spot = find(document, "/%d/t".formatted(i));
      assertThat(spot.value()).isEqualTo(tree.get(i).get("t").toString());
      assertThat(spot.line()).isEqualTo(i + 1);
      assertThat(document).contains(spot.before() + spot.value() + spot.after());
    }
  }

  @Test
  void cutsNoCharacterInTwo() throws Exception {
    for (int shift = 0; shift < 4; shift++) {
      String document =
          "[\"%s%s\", 1, \"%s\"]".formatted("x".repeat(shift), "𝄞".repeat(900), "𝄞".repeat(900));
      Spot spot = find(document, "/1");

      assertThat(document).contains(spot.before() + spot.value() + spot.after());
      assertThat(spot.before().getBytes(StandardCharsets.UTF_8).length).isBetween(997, 1000);
      assertThat(spot.after().getBytes(StandardCharsets.UTF_8).length).isBetween(997, 1000);
      assertThat(spot.before() + spot.after()).doesNotContain("\ufffd");
    }
  }

  @Test
  void showsTheBeginningOfALongValue() throws Exception {
    Spot spot = find("{\"t\": \"%s\", \"u\": 1}".formatted("é".repeat(30_000)), "/t");

    assertThat(spot.length()).isEqualTo(60_002);
    assertThat(spot.value()).isEqualTo("\"" + "é".repeat(499));
    assertThat(spot.after()).isEmpty();
  }

  @Test
  void countsAByteOrderMark() throws Exception {
    Spot spot = find("\ufeff[12]", "/0");

    assertThat(spot.offset()).isEqualTo(4);
    assertThat(spot.before()).isEqualTo("\ufeff[");
  }

  /** Forty megabytes, made as they are read, of an array that has no end. */
  @Test
  void findsAPlaceFarBehindAndReadsNoFurther() throws Exception {
    Zeros in = new Zeros(20_000_000);

    Spot spot = Spot.find(in, JsonPointer.compile("/20000000"), Layout.ITEMS);

    assertThat(spot.offset()).isEqualTo(40_000_001);
    assertThat(spot.value()).isEqualTo("7");
    assertThat(spot.before()).hasSize(1000).endsWith(",0,");
    assertThat(spot.after()).hasSize(1000);
    assertThat(in.given).isLessThan(40_020_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE"})
  void saysThatItShowsOnlyUtf8(String charset) {
    assertThatThrownBy(() -> find("{\"a\": 1}", "/a", Layout.ITEMS, Charset.forName(charset)))
        .isInstanceOf(UnreadableException.class)
        .hasMessage("only of UTF-8 can places be shown, and this is something else");
  }

  @Test
  void saysWhereADocumentBreaksOnTheWay() {
    assertThatThrownBy(() -> find("{\"a\": [1, }, \"b\": 2}", "/b"))
        .isInstanceOfSatisfying(
            UnreadableException.class, e -> assertThat(e.place()).hasToString("line 1, column 12"));
    assertThatThrownBy(() -> find("", "/b"))
        .isInstanceOf(UnreadableException.class)
        .hasMessage("the body is empty");
  }

  /** An array of zeros and then, for ever, sevens. */
  private static final class Zeros extends InputStream {
    private final long zeros;
    private long given;

    Zeros(long zeros) {
      this.zeros = zeros;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      for (int i = 0; i < length; i++) {
        bytes[offset + i] = (byte) read();
      }
      return length;
    }

    @Override
    public int read() {
      long at = given++;
      return at == 0 ? '[' : at % 2 == 0 ? ',' : at <= 2 * zeros ? '0' : '7';
    }
  }
}
