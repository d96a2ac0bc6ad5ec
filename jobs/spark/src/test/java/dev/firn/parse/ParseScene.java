package dev.firn.parse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.firn.contract.TableContract;
import dev.firn.json.Json;
import dev.firn.store.LocalStore;
import dev.firn.testing.TestContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Row;

/** Parses bodies under a contract, without Spark. */
final class ParseScene {

  static final String KEY = "{name: id, logicalType: string, primaryKey: true, required: true}";

  private final Path folder;
  private final TableContract table;
  private int bodies;

  ParseScene(Path folder, UnaryOperator<TestContract> contract) {
    this.folder = folder.resolve("scene-" + UUID.randomUUID());
    this.table = contract.apply(new TestContract("parsed")).read(this.folder).tables().get(0);
  }

  static ParseScene ofColumns(Path folder, String... columns) {
    return new ParseScene(folder, contract -> contract.columns(KEY).columns(columns));
  }

  TableContract table() {
    return table;
  }

  /** The parsed records of a body. */
  List<Row> parse(String body) {
    try {
      LocalStore store = new LocalStore(folder);
      String key = "raw/parsed/bodies/%d.body".formatted(bodies++);
      if (!store.create(key, body.getBytes(StandardCharsets.UTF_8))) {
        throw new IllegalStateException("another scene has written " + key);
      }
      List<Row> rows = new ArrayList<>();
      new BodyParser(store, table, "run1").call(new Body(7, key)).forEachRemaining(rows::add);
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A single record under {@code /rows}. */
  Row record(String json) {
    return parse("{\"rows\": [" + json + "]}").get(0);
  }

  Object get(Row row, String column) {
    for (int i = 0; i < table.columns().size(); i++) {
      if (table.columns().get(i).name().equals(column)) {
        return row.get(i);
      }
    }
    return row.get(ParsedColumns.index(table, column));
  }

  /** The value that a record's column has. */
  Object value(String json, String column) {
    return get(record(json), column);
  }

  String hash(String json) {
    return HexFormat.of().formatHex((byte[]) value(json, "firn_hash"));
  }

  /** Why a record is no row, with the place in the raw object. */
  String refusal(String json) {
    Row row = record(json);
    return get(row, ParsedColumns.REASON) + " @ " + get(row, ParsedColumns.PLACE);
  }

  static JsonNode json(String text) {
    try {
      return Json.exact().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
