package dev.firn.demo.thirdparty;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A served document, as a test looks at it. */
record FeedReader(JsonNode document) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  static FeedReader of(Scenario scenario, int hour) {
    return parse(new Press(scenario).sheet(hour).json());
  }

  static FeedReader parse(String json) {
    try {
      return new FeedReader(MAPPER.readTree(json));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  List<JsonNode> features() {
    List<JsonNode> features = new ArrayList<>();
    document.get("features").forEach(features::add);
    return features;
  }

  /** By id; of several with one id the last. */
  Map<String, JsonNode> byId() {
    Map<String, JsonNode> byId = new LinkedHashMap<>();
    features().forEach(feature -> byId.put(feature.get("id").textValue(), feature));
    return byId;
  }

  List<JsonNode> values(String pointer) {
    return features().stream().map(feature -> feature.at(pointer)).toList();
  }
}
