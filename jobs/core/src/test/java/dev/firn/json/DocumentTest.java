package dev.firn.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.firn.json.UnreadableException.Place;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocumentTest {

  private static final String BIG = "[" + "{\"n\":[1,{\"t\":2}]},".repeat(20_000) + "0]";

  @Test
  void findsValuesBeforeAndAfterTheRecords() throws Exception {
    String json = "{\"t\":1,\"data\":" + BIG + ",\"meta\":{\"t\":2}}";

    Map<JsonPointer, JsonNode> values = Read.document(json, "/t", "/meta/t");

    assertThat(values)
        .containsOnly(
            Map.entry(JsonPointer.compile("/t"), Read.node("1")),
            Map.entry(JsonPointer.compile("/meta/t"), Read.node("2")));
  }

  @Test
  void saysWhatIsMissing() throws Exception {
    assertThat(Read.document("{\"a\":{\"b\":1},\"c\":[1]}", "/x", "/a/x", "/a/b/x", "/c/1"))
        .hasSize(4)
        .allSatisfy((pointer, value) -> assertThat(value).isEqualTo(MissingNode.getInstance()));
  }

  @Test
  void tellsNullFromMissing() throws Exception {
    assertThat(value("{\"a\":null}", "/a").isNull()).isTrue();
  }

  @Test
  void takesAStructAndWhatIsInside() throws Exception {
    Map<JsonPointer, JsonNode> values =
        Read.document("{\"m\":{\"a\":{\"b\":[5,6]},\"c\":1}}", "/m/a/b/1", "/m", "/m/a", "/m/x");

    assertThat(values)
        .containsOnly(
            Map.entry(JsonPointer.compile("/m"), Read.node("{\"a\":{\"b\":[5,6]},\"c\":1}")),
            Map.entry(JsonPointer.compile("/m/a"), Read.node("{\"b\":[5,6]}")),
            Map.entry(JsonPointer.compile("/m/a/b/1"), Read.node("6")),
            Map.entry(JsonPointer.compile("/m/x"), MissingNode.getInstance()));
  }

  @Test
  void takesTheWholeDocument() throws Exception {
    assertThat(value("{\"a\":[1]}", "")).isEqualTo(Read.node("{\"a\":[1]}"));
  }

  @Test
  void takesARootScalar() throws Exception {
    assertThat(value("3", "")).isEqualTo(Read.node("3"));
  }

  @Test
  void goesIntoArrays() throws Exception {
    assertThat(value("{\"a\":[[0],{\"b\":7},[1]],\"b\":8}", "/a/1/b")).isEqualTo(Read.node("7"));
  }

  @Test
  void isNotMisledByNamesThatBeginAlike() throws Exception {
    assertThat(value("{\"ab\":{\"c\":1},\"a\":{\"c\":2}}", "/a/c")).isEqualTo(Read.node("2"));
  }

  @Test
  void understandsEscapedPointers() throws Exception {
    assertThat(value("{\"a/b\":{\"~\":1}}", "/a~1b/~0")).isEqualTo(Read.node("1"));
  }

  @Test
  void keepsNumbersExact() throws Exception {
    assertThat(value("{\"a\":1.10}", "/a").asText()).isEqualTo("1.10");
  }

  @Test
  void provesTheDocumentEvenIfNothingIsWanted() {
    UnreadableException e = unreadable("{\"a\":[1,2,{\"b\":}]}");

    assertThat(e).message().startsWith("Unexpected character ('}' (code 125))");
    assertThat(e.place()).isEqualTo(new Place(1, 17, 16));
  }

  @Test
  void provesWhatIsBehindTheLastValue() {
    UnreadableException e = unreadable("{\"a\":1,\"b\":[1,", "/a");

    assertThat(e.place()).isEqualTo(new Place(1, 15, 14));
  }

  @Test
  void refusesAMemberThatIsThereTwice() {
    assertThat(unreadable("{\"x\":{\"a\":1,\"a\":1}}", "/y")).hasMessage("Duplicate field 'a'");
  }

  @Test
  void refusesWhatFollowsTheDocument() {
    UnreadableException e = unreadable("{\"a\":1} 2", "/a");

    assertThat(e).hasMessage("the document goes on after its end");
    assertThat(e.place()).isEqualTo(new Place(1, 9, 8));
  }

  @Test
  void saysThatNothingIsThere() {
    assertThat(unreadable("", "/a")).hasMessage("the body is empty");
  }

  @Test
  void peeksNoFurtherThanItMust() throws Exception {
    Map<JsonPointer, JsonNode> values =
        peek("{\"m\":{\"t\":null,\"u\":2},\"a\":[1,", "/m/u", "/m/t");

    assertThat(values)
        .containsOnly(
            Map.entry(JsonPointer.compile("/m/t"), Read.node("null")),
            Map.entry(JsonPointer.compile("/m/u"), Read.node("2")));
  }

  @Test
  void peeksAtAllOfItForWhatIsNotThere() {
    assertThatThrownBy(() -> peek("{\"a\":1,\"b\":[1,", "/a", "/x"))
        .isInstanceOf(UnreadableException.class);
    assertThatThrownBy(() -> peek("{\"a\":1} 2", "/x"))
        .hasMessage("the document goes on after its end");
  }

  private static Map<JsonPointer, JsonNode> peek(String json, String... pointers)
      throws IOException, UnreadableException {
    return Document.peek(
        new ByteArrayInputStream(json.getBytes(UTF_8)),
        Stream.of(pointers).map(JsonPointer::compile).toList());
  }

  private static JsonNode value(String json, String pointer) throws Exception {
    return Read.document(json, pointer).get(JsonPointer.compile(pointer));
  }

  private static UnreadableException unreadable(String json, String... pointers) {
    return catchThrowableOfType(UnreadableException.class, () -> Read.document(json, pointers));
  }
}
