package dev.firn.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.firn.contract.TableContract.Layout;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** JSON of a test, read as bodies are. */
final class Read {

  private Read() {}

  static JsonNode node(String json) {
    try {
      return Json.exact().readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  /** Each record as {@code pointer json}. */
  static List<String> records(String json, String array) throws IOException, UnreadableException {
    return records(json.getBytes(UTF_8), array);
  }

  static List<String> records(byte[] body, String array) throws IOException, UnreadableException {
    List<String> found = new ArrayList<>();
    try (Records records =
        Records.open(new ByteArrayInputStream(body), JsonPointer.compile(array), Layout.ITEMS)) {
      for (Records.Located one = records.next(); one != null; one = records.next()) {
        found.add(one.at() + " " + one.value());
      }
    }
    return found;
  }

  static Map<JsonPointer, JsonNode> document(String json, String... pointers)
      throws IOException, UnreadableException {
    return document(json.getBytes(UTF_8), pointers);
  }

  static Map<JsonPointer, JsonNode> document(byte[] body, String... pointers)
      throws IOException, UnreadableException {
    return Document.values(
        new ByteArrayInputStream(body), Stream.of(pointers).map(JsonPointer::compile).toList());
  }
}
