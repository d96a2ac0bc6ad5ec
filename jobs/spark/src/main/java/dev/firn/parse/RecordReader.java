package dev.firn.parse;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.firn.contract.Column;
import dev.firn.contract.ColumnType;
import dev.firn.contract.SourcePointer;
import dev.firn.contract.TableContract;
import dev.firn.contract.TableContract.UnknownFields;
import dev.firn.json.Excerpt;
import dev.firn.json.LoneSurrogates;
import dev.firn.json.RecordOrder;
import dev.firn.json.Records;
import dev.firn.json.UnorderedException;
import dev.firn.table.TechnicalColumns;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/** Makes the values of a row out of a record, as the contract says. */
final class RecordReader implements Serializable {

  private static final long serialVersionUID = 1L;

  private final TableContract table;
  private final Leftover leftover;
  private final RecordOrder order;

  /** Whether a column takes the record as it is, so that it need not be an object. */
  private final boolean takesWhole;

  /** Whether a column takes an item of the record, so that it may be an array. */
  private final boolean takesItems;

  RecordReader(TableContract table) {
    this.table = table;
    this.leftover = new Leftover(table.columns());
    this.order = new RecordOrder(table.order());
    List<JsonPointer> taken =
        table.columns().stream()
            .map(Column::source)
            .filter(source -> source.scope() == SourcePointer.Scope.RECORD)
            .map(SourcePointer::pointer)
            .toList();
    this.takesWhole = taken.stream().anyMatch(JsonPointer::matches);
    this.takesItems = taken.stream().anyMatch(JsonPointer::mayMatchElement);
  }

  /**
   * Fills in the contract's columns, what no column took, order and hash.
   *
   * @param row by {@link ParsedColumns#of}
   * @param document what the document says where the contract looks
   * @throws Rejection if no row can be made of the record; the row may then hold some of its values
   */
  void read(Records.Located located, Map<JsonPointer, JsonNode> document, Object[] row)
      throws Rejection {
    JsonNode record = located.value();
    boolean fits = record.isObject() || takesWhole || (record.isArray() && takesItems);
    if (!fits) {
      throw new Rejection("expected an object, found " + Excerpt.of(record), JsonPointer.empty());
    }
    List<Column> columns = table.columns();
    ContentHash hash = new ContentHash();
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      JsonPointer at = column.source().pointer();
      boolean inDocument = column.source().inDocument();
      JsonNode value = value(column, located, document);
      try {
        row[i] = Values.of(value, column.type(), column.conversion(), at);
      } catch (Rejection e) {
        throw new Rejection(column.name() + ": " + e.getMessage(), e.at(), inDocument);
      }
      if (row[i] == null && column.required()) {
        throw new Rejection(column.name() + " is required and missing", at, inDocument);
      }
      if (!column.isVolatile()) {
        hash.add(column.name(), row[i], column.type());
      }
    }
    String extra = extra(record);
    hash.add(TechnicalColumns.EXTRA, extra, ColumnType.Primitive.STRING);
    row[ParsedColumns.index(table, TechnicalColumns.EXTRA)] = extra;
    row[ParsedColumns.index(table, TechnicalColumns.ORDER)] = order(record, document);
    row[ParsedColumns.index(table, TechnicalColumns.HASH)] = hash.value();
  }

  /** Fills in the key of a record that is rejected: all of it, or nothing. */
  void readKey(Records.Located located, Map<JsonPointer, JsonNode> document, Object[] row) {
    for (Column column : table.key()) {
      int i = table.columns().indexOf(column);
      JsonPointer at = column.source().pointer();
      JsonNode value = value(column, located, document);
      try {
        row[i] = Values.of(value, column.type(), column.conversion(), at);
      } catch (Rejection e) {
        row[i] = null;
      }
      if (row[i] == null) {
        table.key().forEach(any -> row[table.columns().indexOf(any)] = null);
        return;
      }
    }
  }

  private static JsonNode value(
      Column column, Records.Located located, Map<JsonPointer, JsonNode> document) {
    return switch (column.source().scope()) {
      case RECORD -> located.value().at(column.source().pointer());
      case DOCUMENT -> document.get(column.source().pointer());
      case NAME -> TextNode.valueOf(located.name());
    };
  }

  private String extra(JsonNode record) throws Rejection {
    JsonNode left = leftover.of(record);
    if (left.isMissingNode()) {
      return null;
    }
    if (table.unknownFields() != UnknownFields.KEEP) {
      throw new Rejection(ParsedColumns.UNKNOWN_MEMBERS + Excerpt.of(left), JsonPointer.empty());
    }
    return LoneSurrogates.escaped(left);
  }

  private String order(JsonNode record, Map<JsonPointer, JsonNode> document) throws Rejection {
    try {
      return order.key(record, document);
    } catch (UnorderedException e) {
      throw new Rejection(e.getMessage(), e.place().pointer(), e.place().inDocument());
    }
  }
}
