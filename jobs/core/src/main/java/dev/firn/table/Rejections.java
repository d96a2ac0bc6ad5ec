package dev.firn.table;

import dev.firn.contract.TableContract;
import dev.firn.lake.Lake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;

/**
 * Reads a table's rejected records with Iceberg alone. Only the files of the batches that are asked
 * for are read, and the records themselves only when they are shown.
 */
public final class Rejections {

  private static final String PLACE = "place";
  private static final String REASON = "reason";
  private static final String RECORD = "record";
  private static final List<String> WITHOUT_RECORD =
      List.of(
          TechnicalColumns.SEQ,
          TechnicalColumns.RAW,
          TechnicalColumns.POINTER,
          PLACE,
          REASON,
          TechnicalColumns.RUN);
  private static final List<String> ALL =
      List.of(
          TechnicalColumns.SEQ,
          TechnicalColumns.RAW,
          TechnicalColumns.POINTER,
          PLACE,
          REASON,
          TechnicalColumns.RUN,
          RECORD);

  private final Lake lake;
  private final RejectedTable rejected;

  public Rejections(Lake lake, TableContract contract) {
    this.lake = lake;
    this.rejected = new RejectedTable(lake, contract);
  }

  /**
   * @param batches of which; empty for all
   * @param reason what the reason has in it, in any case; empty for all
   */
  public record Filter(Collection<Long> batches, String reason) {

    public static final Filter NONE = new Filter(List.of(), "");

    public Filter {
      batches = List.copyOf(batches);
      reason = reason.toLowerCase(Locale.ROOT).replaceFirst("…$", "");
    }

    boolean takes(RejectedRecord record) {
      return record.reason().toLowerCase(Locale.ROOT).contains(reason);
    }
  }

  /**
   * @param reasons by kind, the most frequent first
   * @param batches newest first
   * @param newest the first of them
   */
  public record Summary(
      long total, List<OfReason> reasons, List<OfBatch> batches, List<RejectedRecord> newest) {}

  /**
   * @param reason without what was found
   * @param newest the last batch that had it
   */
  public record OfReason(String reason, long records, long newest) {}

  /**
   * @param run that merged it last
   */
  public record OfBatch(long batch, long records, String run) {}

  /**
   * Counts what there is.
   *
   * @param limit of the records listed
   */
  public Summary summary(Filter filter, int limit) {
    RejectionCount count = new RejectionCount(filter, limit);
    return find()
        .map(
            table -> {
              scan(table, WITHOUT_RECORD, ofBatches(filter.batches()), count);
              return count.summary(whole(table, count.newest()));
            })
        .orElseGet(() -> count.summary(List.of()));
  }

  /** Brings the JSON of those alone: that of all the others would be much to read. */
  private static List<RejectedRecord> whole(Table table, List<RejectedRecord> records) {
    if (records.isEmpty()) {
      return records;
    }
    Map<RejectedRecord, RejectedRecord> whole = new HashMap<>();
    records.forEach(record -> whole.put(record, record));
    List<Long> batches = records.stream().map(RejectedRecord::batch).distinct().toList();
    scan(table, ALL, ofBatches(batches), record -> whole.replace(record.with(null), record));
    return records.stream().map(whole::get).toList();
  }

  /**
   * What was rejected at a place of a raw object: the record there, or others for what is there.
   * Without the records themselves.
   */
  public List<RejectedRecord> at(long batch, String object, String pointer) {
    Expression there =
        Expressions.and(
            Expressions.equal(TechnicalColumns.SEQ, batch),
            Expressions.equal(TechnicalColumns.RAW, object),
            Expressions.or(
                Expressions.equal(TechnicalColumns.POINTER, pointer),
                Expressions.equal(PLACE, pointer)));
    List<RejectedRecord> records = new ArrayList<>();
    find().ifPresent(table -> scan(table, WITHOUT_RECORD, there, records::add));
    records.sort(RejectedRecord.NEWEST_FIRST);
    return records;
  }

  private Optional<Table> find() {
    try {
      return Optional.of(new LakeTable(lake, rejected.name()).iceberg());
    } catch (NoSuchTableException e) {
      return Optional.empty();
    }
  }

  private static Expression ofBatches(Collection<Long> batches) {
    return batches.isEmpty()
        ? Expressions.alwaysTrue()
        : Expressions.in(TechnicalColumns.SEQ, batches.toArray());
  }

  private static void scan(
      Table table, List<String> columns, Expression rows, Consumer<RejectedRecord> found) {
    try (CloseableIterable<Record> records =
        IcebergGenerics.read(table).select(columns).where(rows).build()) {
      for (Record record : records) {
        found.accept(of(record, columns.contains(RECORD)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + table.name(), e);
    }
  }

  private static RejectedRecord of(Record row, boolean withRecord) {
    String pointer = text(row, TechnicalColumns.POINTER);
    String place = text(row, PLACE);
    return new RejectedRecord(
        (Long) row.getField(TechnicalColumns.SEQ),
        text(row, TechnicalColumns.RAW),
        pointer,
        place == null ? pointer : place,
        text(row, REASON),
        withRecord ? text(row, RECORD) : null,
        text(row, TechnicalColumns.RUN));
  }

  private static String text(Record row, String column) {
    Object value = row.getField(column);
    return value == null ? null : value.toString();
  }
}
