package dev.firn.land;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.firn.contract.Column;
import dev.firn.contract.SourcePointer;
import dev.firn.contract.TableContract;
import dev.firn.json.Document;
import dev.firn.json.Fingerprint;
import dev.firn.json.Json;
import dev.firn.json.RecordOrder;
import dev.firn.json.Records;
import dev.firn.json.UnorderedException;
import dev.firn.json.UnreadableException;
import dev.firn.raw.Scan;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the bodies of a batch once over for one table: are they readable, how many records, which
 * order, the same as before?
 */
final class BodyScan {

  private final TableContract table;
  private final RecordOrder order;
  private final Fingerprint fingerprint = new Fingerprint();
  private long count;
  private String highest;

  BodyScan(TableContract table) {
    this.table = table;
    this.order = new RecordOrder(table.order());
  }

  void add(Path body) throws IOException, UnreadableException {
    List<JsonPointer> taken =
        table.columns().stream()
            .map(Column::source)
            .filter(SourcePointer::inDocument)
            .map(SourcePointer::pointer)
            .toList();
    Set<JsonPointer> wanted = new LinkedHashSet<>(taken);
    wanted.addAll(order.inDocument());
    Map<JsonPointer, JsonNode> document =
        wanted.isEmpty() ? Map.of() : documentValues(body, wanted);

    if (!taken.isEmpty()) {
      ArrayNode values = Json.exact().createArrayNode(); // One value: which is whose matters.
      taken.forEach(pointer -> values.add(document.get(pointer)));
      fingerprint.add(values);
    }
    if (order.isOfDocuments()) {
      order(MissingNode.getInstance(), document);
    }
    try (InputStream in = open(body);
        Records records = Records.open(in, table)) {
      for (Records.Located record = records.next(); record != null; record = records.next()) {
        fingerprint.add(named(record));
        count++;
        order(record.value(), document);
      }
    }
  }

  Scan result() {
    return new Scan(ScanDefinition.of(table), count, fingerprint.value(), highest);
  }

  /** What a column takes as name is part of the record. */
  private static JsonNode named(Records.Located record) {
    return record.name() == null
        ? record.value()
        : Json.exact().createArrayNode().add(record.name()).add(record.value());
  }

  private void order(JsonNode record, Map<JsonPointer, JsonNode> document) {
    try {
      String key = order.key(record, document);
      highest = highest == null || key.compareTo(highest) > 0 ? key : highest;
    } catch (UnorderedException e) {
      // Parsing will reject it, so it does not count here.
    }
  }

  private static Map<JsonPointer, JsonNode> documentValues(Path body, Set<JsonPointer> wanted)
      throws IOException, UnreadableException {
    try (InputStream in = open(body)) {
      return Document.peek(in, wanted);
    }
  }

  private static InputStream open(Path body) throws IOException {
    return new BufferedInputStream(Files.newInputStream(body), 1 << 16);
  }
}
