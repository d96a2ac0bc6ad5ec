package dev.firn.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firn.engine.Engine;
import dev.firn.engine.QueryResult;
import dev.firn.store.WriteOnceStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.erdtman.jcs.JsonCanonicalizer;

/** What the table says, in the terms of the truth files. */
final class UsgsTruth {

  private static final int ALL = 100_000;

  private final Engine engine;
  private final WriteOnceStore store;
  private final Map<String, JsonNode> bodies = new HashMap<>();

  UsgsTruth(Engine engine, WriteOnceStore store) {
    this.engine = engine;
    this.store = store;
  }

  /**
   * Version and content of each key: the version from the typed column, the content through the raw
   * pointer.
   */
  Map<String, String[]> rows() throws IOException {
    QueryResult result =
        engine.query(
            "SELECT event_id, unix_millis(updated), firn_raw, firn_pointer FROM earthquakes", ALL);
    Map<String, String[]> rows = new TreeMap<>();
    for (List<String> row : result.rows()) {
      String content = content16(raw(row.get(2)).at(row.get(3)));
      assertThat(rows.put(row.get(0), new String[] {row.get(1), content}))
          .as("rows of " + row.get(0))
          .isNull();
    }
    return rows;
  }

  private JsonNode raw(String key) throws IOException {
    JsonNode body = bodies.get(key);
    if (body == null) {
      body = new ObjectMapper().readTree(store.read(key));
      bodies.put(key, body);
    }
    return body;
  }

  static String content16(JsonNode record) throws IOException {
    byte[] canonical = new JsonCanonicalizer(record.toString()).getEncodedUTF8();
    return HexFormat.of().formatHex(sha256(canonical)).substring(0, 16);
  }

  /** SHA-256 over the lines {@code key TAB value LF}, sorted bytewise. */
  static String digest(Map<String, String[]> rows, int column) {
    List<String> lines = new ArrayList<>();
    rows.forEach((key, values) -> lines.add(key + "\t" + values[column] + "\n"));
    lines.sort(null);
    return HexFormat.of()
        .formatHex(sha256(String.join("", lines).getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
