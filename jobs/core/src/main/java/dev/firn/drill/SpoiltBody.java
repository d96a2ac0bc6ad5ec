package dev.firn.drill;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firn.contract.TableContract;
import dev.firn.contract.TableContract.Layout;
import dev.firn.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/**
 * Copies a body with its records spoilt, one at a time: memory holds one record, but of columns all
 * of them.
 */
final class SpoiltBody {

  private static final int ASCII = 127;

  private final TableContract table;
  private final Spoiling spoiling;
  private long records;
  private long spoilt;

  SpoiltBody(TableContract table) {
    this.table = table;
    this.spoiling = new Spoiling(table);
  }

  /** Of all bodies that were copied. */
  long records() {
    return records;
  }

  long spoilt() {
    return spoilt;
  }

  void copy(InputStream from, OutputStream to) throws IOException {
    try (JsonParser parser = Json.exact().getFactory().createParser(from);
        JsonGenerator generator = Json.exact().getFactory().createGenerator(to)) {
      // Half a character has no bytes, and an escape.
      generator.setHighestNonEscapedChar(ASCII);
      while (parser.nextToken() != null) {
        if (isRecord(parser)) {
          JsonNode record = parser.readValueAsTree();
          spoil(record);
          generator.writeTree(record);
        } else if (isColumns(parser)) {
          ObjectNode columns = parser.readValueAsTree();
          spoilColumns(columns);
          generator.writeTree(columns);
        } else if (parser.currentToken().isNumeric()) {
          generator.writeNumber(parser.getText());
        } else {
          generator.copyCurrentEvent(parser);
        }
      }
    }
  }

  private void spoil(JsonNode record) {
    records++;
    spoilt += spoiling.spoil(record) ? 1 : 0;
  }

  /** The items of one place are one record; what is no array is none of theirs. */
  private void spoilColumns(ObjectNode columns) {
    int length = 0;
    for (JsonNode column : columns) {
      length = Math.max(length, column.isArray() ? column.size() : 0);
    }
    for (int i = 0; i < length; i++) {
      ObjectNode record = columns.objectNode();
      for (Map.Entry<String, JsonNode> column : columns.properties()) {
        if (column.getValue().has(i)) {
          record.set(column.getKey(), column.getValue().get(i));
        }
      }
      spoil(record);
      for (Map.Entry<String, JsonNode> value : record.properties()) {
        ((ArrayNode) columns.get(value.getKey())).set(i, value.getValue());
      }
    }
  }

  private boolean isColumns(JsonParser parser) {
    return table.layout() == Layout.COLUMNS
        && parser.currentToken() == JsonToken.START_OBJECT
        && parser.getParsingContext().pathAsPointer().equals(table.records());
  }

  private boolean isRecord(JsonParser parser) {
    JsonToken token = parser.currentToken();
    if (table.layout() == Layout.COLUMNS || token == JsonToken.FIELD_NAME || token.isStructEnd()) {
      return false;
    }
    JsonPointer here = parser.getParsingContext().pathAsPointer();
    if (here.matches()) {
      boolean alone = table.records().matches() && token != JsonToken.START_ARRAY;
      return table.layout() == Layout.LINES || (table.layout() == Layout.ITEMS && alone);
    }
    return here.head().equals(table.records());
  }
}
