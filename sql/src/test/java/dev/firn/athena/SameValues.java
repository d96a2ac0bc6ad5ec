package dev.firn.athena;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trino.client.Row;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What two engines call the same types and values, in the words of one of them. */
final class SameValues {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private SameValues() {}

  /** Spark's name of a type of Trino's. Spark has no uuid, and shows text. */
  static String sparkType(String trino) {
    return trino
        .replace("timestamp(6) with time zone", "timestamp")
        .replace("timestamp(6)", "timestamp_ntz")
        .replaceAll("decimal\\((\\d+), (\\d+)\\)", "decimal[$1,$2]")
        .replace("varchar", "string")
        .replace("integer", "int")
        .replace("varbinary", "binary")
        .replace("real", "float")
        .replace("uuid", "string")
        .replaceAll("\\b(\\w+) (\\w)", "$1:$2")
        .replace(", ", ",")
        .replace("row(", "struct<")
        .replace("array(", "array<")
        .replace("map(", "map<")
        .replace(')', '>')
        .replaceAll("decimal\\[(\\d+),(\\d+)]", "decimal($1,$2)");
  }

  /** Rows as text, sorted. */
  static List<String> ofTrino(List<List<Object>> rows, List<String> columns) {
    return rows.stream()
        .map(
            row -> {
              Map<String, String> members = new TreeMap<>();
              for (int i = 0; i < row.size(); i++) {
                members.put(columns.get(i), ofTrino(row.get(i)));
              }
              return members.toString();
            })
        .sorted()
        .toList();
  }

  private static String ofTrino(Object value) {
    if (value == null) {
      return "null";
    } else if (value instanceof byte[] bytes) {
      return Base64.getEncoder().encodeToString(bytes);
    } else if (value instanceof Row row) {
      Map<String, String> members = new TreeMap<>();
      row.getFields()
          .forEach(field -> members.put(field.getName().orElseThrow(), ofTrino(field.getValue())));
      return members.toString();
    } else if (value instanceof Map<?, ?> map) {
      Map<String, String> members = new TreeMap<>();
      map.forEach((key, member) -> members.put(key.toString(), ofTrino(member)));
      return members.toString();
    } else if (value instanceof List<?> list) {
      return list.stream().map(SameValues::ofTrino).toList().toString();
    } else if (value instanceof Number) {
      return number(value.toString());
    }
    // Times with a zone are in UTC, and decimals are text.
    String text = value.toString().replaceFirst(" UTC$", "");
    return text.matches("-?\\d+\\.\\d+") ? number(text) : text;
  }

  /**
   * @param rows JSON objects
   */
  static List<String> ofSpark(List<Object> rows) {
    List<String> texts = new ArrayList<>();
    for (Object row : rows) {
      try {
        texts.add(ofSpark(JSON.readTree(row.toString())));
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException(row.toString(), e);
      }
    }
    return texts.stream().sorted().toList();
  }

  private static String ofSpark(JsonNode value) {
    if (value.isObject()) {
      Map<String, String> members = new TreeMap<>();
      value
          .properties()
          .forEach(member -> members.put(member.getKey(), ofSpark(member.getValue())));
      return members.toString();
    } else if (value.isArray()) {
      List<String> items = new ArrayList<>();
      value.forEach(item -> items.add(ofSpark(item)));
      return items.toString();
    } else if (value.isNumber()) {
      return number(value.asText());
    }
    String text = value.asText();
    return text.matches("-?\\d+\\.\\d+") ? number(text) : text;
  }

  private static String number(String text) {
    return new BigDecimal(text).stripTrailingZeros().toPlainString();
  }
}
