package dev.firn.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firn.engine.AuditRequest;
import dev.firn.engine.Engine;
import dev.firn.engine.MergeRequest;
import dev.firn.engine.Proposal;
import dev.firn.engine.QueryResult;
import dev.firn.engine.Rewritten;
import dev.firn.engine.RowDiff;
import dev.firn.engine.RowDiffRequest;
import dev.firn.engine.RuleOutcome;
import dev.firn.engine.StageRequest;
import dev.firn.engine.Written;
import dev.firn.lake.Lake;
import dev.firn.raw.Batch;
import dev.firn.table.Counts;
import dev.firn.table.RunFacts;
import dev.firn.table.TechnicalColumns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.RowLevelOperationMode;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericAppenderFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileAppender;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.relocated.com.google.common.util.concurrent.MoreExecutors;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Merges records {@code {"id", "v"}} by arrival, as {@code upsert} says, without Spark: real rows,
 * files and snapshots in milliseconds. A row whose {@code v} is negative fails the audit.
 */
class PlainEngine implements Engine {

  static final String RULE = "ColumnValues \"v\" >= 0";

  /** Iceberg looks only every 10 ms whether its own threads are done. */
  static final ExecutorService AT_ONCE = MoreExecutors.newDirectExecutorService();

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Lake lake;

  PlainEngine(Lake lake) {
    this.lake = lake;
  }

  /**
   * @param row as the table has it
   */
  private record Row(long v, Record row) {}

  @Override
  public Proposal propose(MergeRequest request) {
    Table table = table(request.table().name());
    Map<String, Record> before = rows(table, request.base());
    Map<String, Row> after = new TreeMap<>();
    if (!request.anew()) {
      before.forEach((id, row) -> after.put(id, row(row)));
    }
    long records = request.batches().stream().mapToLong(batch -> records(batch).size()).sum();
    for (Batch batch : inOrder(request)) {
      int position = 0;
      for (JsonNode record : records(batch)) {
        Row next = row(table, request.runId(), batch, position++, record);
        Row known = after.get(record.get("id").textValue());
        if (known == null || next.v() != known.v()) {
          after.put(record.get("id").textValue(), next);
        }
      }
    }
    return new PlainProposal(request.base(), table, before, after, records);
  }

  /** Where one comes late, what came after it has the last word again. */
  private static List<Batch> inOrder(MergeRequest request) {
    long through = request.applied().through();
    if (request.anew() || request.batches().stream().allMatch(batch -> batch.seq() > through)) {
      return request.batches();
    }
    return Stream.concat(request.appliedFrom().apply("").stream(), request.batches().stream())
        .sorted(Comparator.comparingLong(Batch::seq))
        .toList();
  }

  private static final class PlainProposal implements Proposal {

    private final long base;
    private final Table table;
    private final Map<String, Record> rows = new TreeMap<>();
    private final Counts counts;

    PlainProposal(
        long base, Table table, Map<String, Record> before, Map<String, Row> after, long records) {
      this.base = base;
      this.table = table;
      long added = 0;
      long changed = 0;
      for (Map.Entry<String, Row> entry : after.entrySet()) {
        Record known = before.get(entry.getKey());
        boolean same = known != null && row(known).v() == entry.getValue().v();
        rows.put(entry.getKey(), same ? known : entry.getValue().row());
        added += known == null ? 1 : 0;
        changed += known == null || same ? 0 : 1;
      }
      long deleted = before.keySet().stream().filter(id -> !after.containsKey(id)).count();
      this.counts = new Counts(records, added, changed, records - added - changed, 0, 0, deleted);
    }

    @Override
    public Counts counts() {
      return counts;
    }

    @Override
    public String highestOrder() {
      return "";
    }

    @Override
    public long withUnknownFields() {
      return 0;
    }

    @Override
    public long rejectedAsUnknown() {
      return 0;
    }

    @Override
    public RowLevelOperationMode mode() {
      return RowLevelOperationMode.COPY_ON_WRITE;
    }

    @Override
    public Written write(String branch, RunFacts facts) {
      table.refresh();
      OverwriteFiles overwrite = table.newOverwrite().toBranch(branch).scanManifestsWith(AT_ONCE);
      files(table, base).forEach(overwrite::deleteFile);
      if (!rows.isEmpty()) {
        overwrite.addFile(file(table, rows.values()));
      }
      facts.toSummary().forEach(overwrite::set);
      overwrite.commit();
      table.refresh();
      Snapshot written = table.snapshot(branch);
      return new Written(written.snapshotId(), 1, 0, 0);
    }

    @Override
    public void storeRejected() {
      // Its records all fit.
    }

    @Override
    public void close() {
      // It holds nothing.
    }
  }

  @Override
  public Proposal stage(StageRequest request) {
    Table table = table(request.table().name());
    Map<String, Record> before = rows(table, request.base());
    Map<String, Row> after = new TreeMap<>();
    rows(table, request.branch().head())
        .forEach(
            (id, row) -> {
              Record known = before.get(id);
              if (known == null || row(known).v() != row(row).v()) {
                row.setField(TechnicalColumns.RUN, request.runId());
              }
              after.put(id, row(row));
            });
    return new PlainProposal(request.branch().head(), table, before, after, after.size());
  }

  @Override
  public List<RuleOutcome> audit(AuditRequest request) {
    Table table = table(request.table().name());
    SnapshotRef branch = table.refs().get(request.branch());
    boolean holds =
        rows(table, branch.snapshotId()).values().stream()
            .filter(row -> request.runId().equals(row.getField(TechnicalColumns.RUN)))
            .allMatch(row -> row(row).v() >= 0);
    return List.of(new RuleOutcome("values", RULE, true, holds, holds ? null : "negative"));
  }

  @Override
  public QueryResult query(String sql, int maxRows) {
    throw new UnsupportedOperationException(sql);
  }

  @Override
  public RowDiff diff(RowDiffRequest request) {
    throw new UnsupportedOperationException("nobody asks in these tests");
  }

  /** All files as one. */
  @Override
  public Rewritten rewrite(String name) {
    Table table = table(name);
    long main = table.currentSnapshot().snapshotId();
    Set<DataFile> files = Set.copyOf(files(table, main));
    return files.isEmpty()
        ? Rewritten.nothing(main)
        : new Rewritten(main, files, Set.of(file(table, rows(table, main).values())));
  }

  @Override
  public void close() {
    // It holds nothing.
  }

  /** What readers of a snapshot see. */
  static Map<String, Record> rows(Table table, long snapshot) {
    Map<String, Record> rows = new TreeMap<>();
    try (CloseableIterable<Record> records =
        IcebergGenerics.read(table).useSnapshot(snapshot).build()) {
      records.forEach(row -> rows.put((String) row.getField("id"), row));
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<DataFile> files(Table table, long snapshot) {
    try (CloseableIterable<FileScanTask> tasks =
        table.newScan().useSnapshot(snapshot).planFiles()) {
      List<DataFile> files = new ArrayList<>();
      tasks.forEach(task -> files.add(task.file()));
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file of rows that may have been read under another schema of the table. */
  static DataFile file(Table table, Iterable<Record> rows) {
    OutputFile file =
        table
            .io()
            .newOutputFile(table.locationProvider().newDataLocation(UUID.randomUUID() + ".avro"));
    long count = 0;
    try {
      FileAppender<Record> appender =
          new GenericAppenderFactory(table.schema()).newAppender(file, FileFormat.AVRO);
      try (appender) {
        for (Record row : rows) {
          Record now = GenericRecord.create(table.schema());
          for (NestedField field : table.schema().columns()) {
            now.setField(field.name(), row.getField(field.name()));
          }
          appender.add(now);
          count++;
        }
      }
      return DataFiles.builder(table.spec())
          .withPath(file.location())
          .withFormat(FileFormat.AVRO)
          .withFileSizeInBytes(appender.length())
          .withRecordCount(count)
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A row of somebody's, as far as a table needs one. */
  static Record row(Table table, String run, long seq, String id, long v) {
    Record row = GenericRecord.create(table.schema());
    row.setField("id", id);
    row.setField("v", v);
    row.setField(TechnicalColumns.RUN, run);
    row.setField(TechnicalColumns.SEQ, seq);
    row.setField(TechnicalColumns.RAW, "raw");
    row.setField(TechnicalColumns.POINTER, "");
    row.setField(TechnicalColumns.ORDER, "");
    row.setField(TechnicalColumns.HASH, ByteBuffer.wrap(new byte[] {1}));
    return row;
  }

  private static Row row(Record row) {
    return new Row((Long) row.getField("v"), row);
  }

  private static Row row(Table table, String run, Batch batch, int position, JsonNode record) {
    String id = record.get("id").textValue();
    long v = record.get("v").longValue();
    Record row = row(table, run, batch.seq(), id, v);
    row.setField(TechnicalColumns.RAW, batch.pages().get(0).body());
    row.setField(TechnicalColumns.POINTER, "/rows/" + position);
    return new Row(v, row);
  }

  private JsonNode records(Batch batch) {
    try {
      return JSON.readTree(lake.store().read(batch.pages().get(0).body())).get("rows");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Table table(String name) {
    return lake.catalog().loadTable(lake.table(name));
  }
}
