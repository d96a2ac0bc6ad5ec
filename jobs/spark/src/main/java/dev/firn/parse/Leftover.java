package dev.firn.parse;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firn.contract.Column;
import dev.firn.contract.ColumnType;
import dev.firn.contract.Conversion;
import dev.firn.contract.SourcePointer;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** What is left of a record when the columns have taken theirs. */
final class Leftover implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Taken taken = new Taken();

  Leftover(List<Column> columns) {
    for (Column column : columns) {
      if (column.source().scope() == SourcePointer.Scope.RECORD) {
        take(taken.below(column.source().pointer()), column.type(), column.conversion());
      }
    }
  }

  private static void take(Taken node, ColumnType type, Conversion conversion) {
    if (conversion.has(Conversion.Step.JSON) || !hasStructs(type)) {
      node.whole = true;
      return;
    }
    node.empty = conversion.has(Conversion.Step.ANY_EMPTY);
    node.one = conversion.has(Conversion.Step.ONE_OR_MANY);
    if (type instanceof ColumnType.Struct struct) {
      for (Column member : struct.members()) {
        take(node.below(member.source().pointer()), member.type(), member.conversion());
      }
    } else if (type instanceof ColumnType.MapOf map) {
      node.all = new Taken();
      take(node.all, map.values(), map.conversion());
    } else if (type instanceof ColumnType.ListOf list) {
      node.items = new Taken();
      take(node.items, list.items(), list.conversion());
    }
  }

  private static boolean hasStructs(ColumnType type) {
    return type instanceof ColumnType.Struct
        || (type instanceof ColumnType.MapOf map && hasStructs(map.values()))
        || (type instanceof ColumnType.ListOf list && hasStructs(list.items()));
  }

  /** The members that no column took; {@link MissingNode} when there are none. */
  JsonNode of(JsonNode record) {
    return left(record, taken);
  }

  private static JsonNode left(JsonNode value, Taken taken) {
    if (taken.whole) {
      return MissingNode.getInstance();
    }
    if (taken.empty && value.isTextual() && value.textValue().isBlank()) {
      return MissingNode.getInstance();
    }
    if (taken.one && !value.isArray()) {
      return left(value, taken.items);
    }
    if (value.isObject()) {
      ObjectNode rest = JsonNodeFactory.instance.objectNode();
      for (Iterator<Map.Entry<String, JsonNode>> members = value.fields(); members.hasNext(); ) {
        Map.Entry<String, JsonNode> member = members.next();
        Taken below = taken.all != null ? taken.all : taken.members.get(member.getKey());
        JsonNode left = below == null ? member.getValue() : left(member.getValue(), below);
        if (!left.isMissingNode()) {
          rest.set(member.getKey(), left);
        }
      }
      return rest.isEmpty() ? MissingNode.getInstance() : rest;
    }
    if (value.isArray()) {
      return anyLeft(value, taken) ? value : MissingNode.getInstance();
    }
    boolean nothing = value.isNull() && taken.isTouched();
    return nothing ? MissingNode.getInstance() : value;
  }

  /**
   * An array is kept whole when something in it was not taken: places in it would mean nothing
   * otherwise.
   */
  private static boolean anyLeft(JsonNode array, Taken taken) {
    for (int i = 0; i < array.size(); i++) {
      Taken below = taken.items != null ? taken.items : taken.members.get(Integer.toString(i));
      if (below == null || !left(array.get(i), below).isMissingNode()) {
        return true;
      }
    }
    return false;
  }

  private static final class Taken implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Map<String, Taken> members = new HashMap<>();
    private Taken items;

    /** Of each member of an object that is a map; then columns below it have nothing to add. */
    private Taken all;

    private boolean whole;

    /** Empty text is nothing. */
    private boolean empty;

    /** What is no array is the only item of one. */
    private boolean one;

    Taken below(JsonPointer pointer) {
      Taken at = this;
      for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
        at = at.members.computeIfAbsent(rest.getMatchingProperty(), name -> new Taken());
      }
      return at;
    }

    boolean isTouched() {
      return items != null || all != null || !members.isEmpty();
    }
  }
}
