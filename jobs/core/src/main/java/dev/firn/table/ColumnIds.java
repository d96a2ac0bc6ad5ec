package dev.firn.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firn.contract.Column;
import dev.firn.contract.ColumnType;
import dev.firn.contract.TableContract;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.StructType;

/**
 * Which field of a table is which property of its contract: a property that has an {@code id} keeps
 * its field when its name changes. Ids of members are behind those of what they are in, such as
 * {@code place/city}.
 */
record ColumnIds(Map<String, Integer> fields) {

  static final String PROPERTY = "firn.column-ids";

  private static final ObjectMapper JSON = new ObjectMapper();

  ColumnIds {
    fields = Map.copyOf(fields);
  }

  static ColumnIds of(Map<String, String> properties) {
    try {
      return new ColumnIds(
          JSON.readValue(
              properties.getOrDefault(PROPERTY, "{}"),
              new TypeReference<Map<String, Integer>>() {}));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the table property " + PROPERTY + " is not Firn's", e);
    }
  }

  /** As the contract and the table are now, for columns that both have. */
  static ColumnIds of(TableContract contract, Schema schema) {
    Map<String, Integer> fields = new TreeMap<>();
    collect("", contract.columns(), schema.asStruct(), fields);
    return new ColumnIds(fields);
  }

  private static void collect(
      String parent, List<Column> columns, StructType struct, Map<String, Integer> fields) {
    for (Column column : columns) {
      NestedField field = struct.field(column.name());
      if (field == null) {
        continue;
      }
      if (column.id() != null) {
        fields.put(parent + column.id(), field.fieldId());
      }
      within(step(parent, column), column.type(), field.type(), fields);
    }
  }

  /** Members of what lists and maps hold, too: those have no ids of their own. */
  private static void within(
      String parent, ColumnType type, Type there, Map<String, Integer> fields) {
    if (type instanceof ColumnType.Struct struct && there.isStructType()) {
      collect(parent, struct.members(), there.asStructType(), fields);
    } else if (type instanceof ColumnType.ListOf list && there.isListType()) {
      within(parent, list.items(), there.asListType().elementType(), fields);
    } else if (type instanceof ColumnType.MapOf map && there.isMapType()) {
      within(parent, map.values(), there.asMapType().valueType(), fields);
    }
  }

  /** What the ids of a column's members begin with. */
  static String step(String parent, Column column) {
    return parent + (column.id() == null ? column.name() : column.id()) + "/";
  }

  String property() {
    try {
      return JSON.writeValueAsString(new TreeMap<>(fields));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
