package dev.firn.replay;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The tables of recorded responses by their definition, in a few lines of plain Java. Its digests
 * are those of the truth files, so what is compared with it is compared with them.
 */
final class RecordedTruth {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String records;
  private final List<String> key;
  private final Map<String, JsonNode> upsert = new TreeMap<>();
  private Map<String, JsonNode> last = Map.of();

  /** Records stay the same from checkpoint to checkpoint, and their digests with them. */
  private final IdentityHashMap<JsonNode, String> content16 = new IdentityHashMap<>();

  /**
   * @param records JSON Pointer to them
   * @param key names of its members
   */
  RecordedTruth(String records, List<String> key) {
    this.records = records;
    this.key = key;
  }

  void apply(Path response) throws IOException {
    JsonNode document;
    try {
      document = parse(RecordedFeed.bytes(response));
    } catch (IOException e) {
      return; // Not well-formed: it changes no table.
    }
    if (document.isMissingNode()) {
      return;
    }
    last = new TreeMap<>();
    document.at(records).forEach(record -> last.put(key(record), record));
    upsert.putAll(last);
  }

  static JsonNode parse(byte[] bytes) throws IOException {
    try {
      return JSON.readTree(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw new IOException(e);
    }
  }

  String key(JsonNode record) {
    return key.stream().map(member -> record.get(member).asText()).collect(Collectors.joining("|"));
  }

  /** Key to record. */
  Map<String, JsonNode> upsert() {
    return upsert;
  }

  /** Key to record. */
  Map<String, JsonNode> mirror() {
    return last;
  }

  /** As the truth files have it. */
  String digest(Map<String, JsonNode> rows) throws IOException {
    Map<String, String[]> contents = new TreeMap<>();
    for (Map.Entry<String, JsonNode> row : rows.entrySet()) {
      String content = content16.get(row.getValue());
      if (content == null) {
        content = UsgsTruth.content16(row.getValue());
        content16.put(row.getValue(), content);
      }
      contents.put(row.getKey(), new String[] {content});
    }
    return UsgsTruth.digest(contents, 0);
  }
}
