package dev.firn.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/** How often something else was said about a key than before. */
final class RecordedVersions {

  private final RecordedReplay replay;
  private final Map<String, Map<String, String>> current = new HashMap<>();
  private long count;

  RecordedVersions(RecordedReplay replay) {
    this.replay = replay;
  }

  /**
   * @param answer key to record
   */
  void add(Map<String, JsonNode> answer) {
    answer.forEach(
        (key, record) -> {
          Map<String, String> said = replay.said(record);
          count += said.equals(current.put(key, said)) ? 0 : 1;
        });
  }

  long count() {
    return count;
  }
}
