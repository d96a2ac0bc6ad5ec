package dev.firn.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firn.engine.Engine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every typed column against the recorded file that the truth says supplied the row, read by plain
 * means.
 */
final class TypedColumns {

  /** Column to place in the recorded feature. */
  private static final Map<String, String> PLAIN = new LinkedHashMap<>();

  static {
    String[][] places = {
      {"magnitude", "/properties/mag"},
      {"mag_type", "/properties/magType"},
      {"place", "/properties/place"},
      {"tz", "/properties/tz"},
      {"url", "/properties/url"},
      {"detail_url", "/properties/detail"},
      {"felt", "/properties/felt"},
      {"cdi", "/properties/cdi"},
      {"mmi", "/properties/mmi"},
      {"alert", "/properties/alert"},
      {"status", "/properties/status"},
      {"tsunami", "/properties/tsunami"},
      {"significance", "/properties/sig"},
      {"network", "/properties/net"},
      {"code", "/properties/code"},
      {"related_ids", "/properties/ids"},
      {"sources", "/properties/sources"},
      {"types", "/properties/types"},
      {"stations", "/properties/nst"},
      {"min_distance", "/properties/dmin"},
      {"rms", "/properties/rms"},
      {"gap", "/properties/gap"},
      {"feature_type", "/type"},
      {"event_type", "/properties/type"},
      {"title", "/properties/title"},
      {"longitude", "/geometry/coordinates/0"},
      {"latitude", "/geometry/coordinates/1"},
      {"depth_km", "/geometry/coordinates/2"},
      {"geometry.type", "/geometry/type"},
      {"geometry.coordinates[0]", "/geometry/coordinates/0"},
      {"geometry.coordinates[1]", "/geometry/coordinates/1"},
      {"geometry.coordinates[2]", "/geometry/coordinates/2"},
      {"unix_millis(event_time)", "/properties/time"},
      {"unix_millis(updated)", "/properties/updated"},
    };
    for (String[] place : places) {
      PLAIN.put(place[0], place[1]);
    }
  }

  private TypedColumns() {}

  static void equalRaw(Engine engine, RecordedFeed feed) throws IOException {
    Map<String, JsonNode> documents = new HashMap<>();
    Map<String, List<String>> rows = new HashMap<>();
    List<String> columns = new ArrayList<>(List.of("event_id"));
    columns.addAll(PLAIN.keySet());
    engine
        .query("SELECT %s FROM earthquakes".formatted(String.join(", ", columns)), 100_000)
        .rows()
        .forEach(row -> rows.put(row.get(0), row));
    for (String[] expected : feed.latest()) {
      JsonNode document = documents.get(expected[3]);
      if (document == null) {
        document = new ObjectMapper().readTree(feed.response(expected[3]));
        documents.put(expected[3], document);
      }
      JsonNode feature = feature(document, expected[0]);
      List<String> row = rows.get(expected[0]);
      int column = 1;
      for (Map.Entry<String, String> place : PLAIN.entrySet()) {
        JsonNode value = feature.at(place.getValue());
        assertThat(same(row.get(column++), value))
            .as("%s of %s: %s against %s", place.getKey(), expected[0], row.get(column - 1), value)
            .isTrue();
      }
    }
  }

  private static boolean same(String inTable, JsonNode recorded) {
    if (recorded.isNull() || recorded.isMissingNode()) {
      return inTable == null;
    }
    return recorded.isNumber()
        ? inTable != null && Double.parseDouble(inTable) == recorded.doubleValue()
        : recorded.asText().equals(inTable);
  }

  private static JsonNode feature(JsonNode document, String id) {
    for (JsonNode feature : document.get("features")) {
      if (feature.get("id").textValue().equals(id)) {
        return feature;
      }
    }
    throw new AssertionError("no feature " + id);
  }
}
