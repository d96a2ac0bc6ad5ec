package dev.firn.parse;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.firn.contract.Column;
import dev.firn.contract.SourcePointer;
import dev.firn.contract.TableContract;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.json.Document;
import dev.firn.json.LoneSurrogates;
import dev.firn.json.RecordOrder;
import dev.firn.json.Records;
import dev.firn.json.UnreadableException;
import dev.firn.store.WriteOnceStore;
import dev.firn.table.TechnicalColumns;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.TaskCompletionListener;

/** Parses one body of a batch in a task; holds one record at a time. */
final class BodyParser implements FlatMapFunction<Body, Row> {

  private static final long serialVersionUID = 1L;

  private final WriteOnceStore store;
  private final TableContract table;
  private final RecordReader reader;
  private final String runId;

  BodyParser(WriteOnceStore store, TableContract table, String runId) {
    this.store = store;
    this.table = table;
    this.reader = new RecordReader(table);
    this.runId = runId;
  }

  @Override
  public Iterator<Row> call(Body body) throws IOException {
    try {
      Map<JsonPointer, JsonNode> document = documentValues(body);
      Rows rows = new Rows(body, store.open(body.key()), document);
      TaskContext task = TaskContext.get();
      if (task != null) {
        task.addTaskCompletionListener((TaskCompletionListener) ended -> rows.close());
      }
      return rows;
    } catch (UnreadableException e) {
      throw damaged(body, e);
    }
  }

  private Map<JsonPointer, JsonNode> documentValues(Body body)
      throws IOException, UnreadableException {
    Set<JsonPointer> wanted = new LinkedHashSet<>();
    table.columns().stream()
        .map(Column::source)
        .filter(SourcePointer::inDocument)
        .forEach(s -> wanted.add(s.pointer()));
    wanted.addAll(new RecordOrder(table.order()).inDocument());
    if (wanted.isEmpty()) {
      return Map.of();
    }
    try (InputStream in = store.open(body.key())) {
      return Document.peek(in, wanted);
    }
  }

  /**
   * Landing has read this body to its end, so it is not what it was, or the contract looks
   * elsewhere now.
   */
  private FirnException damaged(Body body, UnreadableException e) {
    return new FirnException(
        Fault.USAGE,
        "batch %d (%s) cannot be read as the contract says now: %s, %s"
            .formatted(body.seq(), body.key(), e.getMessage(), e.place()),
        "correct the contract, or firn exclude %s %d --reason \"…\" leaves the batch out"
            .formatted(table.name(), body.seq()),
        e);
  }

  private Row row(Body body, Records.Located record, Map<JsonPointer, JsonNode> document) {
    Object[] row = new Object[table.columns().size() + ParsedColumns.COUNT];
    try {
      reader.read(record, document, row);
    } catch (Rejection e) {
      Arrays.fill(row, null);
      reader.readKey(record, document, row);
      set(row, ParsedColumns.REASON, e.getMessage());
      set(row, ParsedColumns.PLACE, e.in(record).toString());
      set(row, ParsedColumns.RECORD, LoneSurrogates.escaped(record.value()));
    }
    set(row, TechnicalColumns.RUN, runId);
    set(row, TechnicalColumns.SEQ, body.seq());
    set(row, TechnicalColumns.RAW, body.key());
    set(row, TechnicalColumns.POINTER, record.at().toString());
    return RowFactory.create(row);
  }

  private void set(Object[] row, String column, Object value) {
    row[ParsedColumns.index(table, column)] = value;
  }

  /** Closes the body after its last record, or when it cannot go on. */
  private final class Rows implements Iterator<Row>, AutoCloseable {
    private final Body body;
    private final InputStream in;
    private final Records records;
    private final Map<JsonPointer, JsonNode> document;
    private Records.Located next;
    private boolean fetched;

    Rows(Body body, InputStream in, Map<JsonPointer, JsonNode> document)
        throws IOException, UnreadableException {
      this.body = body;
      this.in = in;
      this.document = document;
      try {
        this.records = Records.open(in, table);
      } catch (IOException | UnreadableException | RuntimeException e) {
        in.close();
        throw e;
      }
    }

    @Override
    public boolean hasNext() {
      if (!fetched) {
        fetched = true;
        try {
          next = records.next();
        } catch (UnreadableException e) {
          close();
          throw damaged(body, e);
        } catch (IOException e) {
          close();
          throw new UncheckedIOException("cannot read " + body.key(), e);
        }
        if (next == null) {
          close();
        }
      }
      return next != null;
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      fetched = false;
      return row(body, next, document);
    }

    @Override
    public void close() {
      try (in) {
        records.close();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot close " + body.key(), e);
      }
    }
  }
}
