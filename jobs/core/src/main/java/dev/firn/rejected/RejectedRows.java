package dev.firn.rejected;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.firn.contract.TableContract;
import dev.firn.lake.Lake;
import dev.firn.table.RejectedTable;
import dev.firn.table.TechnicalColumns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;

/** The rejected records of a table, read without an engine. */
public final class RejectedRows {

  private final Lake lake;
  private final RejectedTable table;

  public RejectedRows(Lake lake, TableContract contract) {
    this.lake = lake;
    this.table = new RejectedTable(lake, contract);
  }

  /**
   * @param seq batch of the raw log
   * @param raw its object
   * @param pointer JSON Pointer of the record in that object
   * @param place JSON Pointer of what is wrong; null when it is the record
   * @param reason why no row could be made of it
   * @param record as JSON; null when it was not kept
   * @param run that rejected it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Row(
      long seq,
      String raw,
      String pointer,
      String place,
      String reason,
      String record,
      String run) {

    static Row of(Record row) {
      return new Row(
          (Long) row.getField(TechnicalColumns.SEQ),
          (String) row.getField(TechnicalColumns.RAW),
          (String) row.getField(TechnicalColumns.POINTER),
          (String) row.getField("place"),
          (String) row.getField("reason"),
          (String) row.getField("record"),
          (String) row.getField(TechnicalColumns.RUN));
    }

    /** Of what is wrong, or of the record. */
    public String where() {
      return place == null ? pointer : place;
    }
  }

  /**
   * @param records how many there are
   * @param reasons how many have each; what was found instead is left out
   * @param batches how many are of each
   * @param newest some of them, latest batch first
   */
  public record Found(
      long records,
      Map<String, Long> reasons,
      NavigableMap<Long, Long> batches,
      List<Row> newest) {}

  /**
   * @param batch of one batch only; null: of all
   * @param reason whose reason contains that only; null: all
   * @param limit how many to return
   */
  public Found find(Long batch, String reason, int limit) {
    Map<String, Long> reasons = new HashMap<>();
    NavigableMap<Long, Long> batches = new TreeMap<>();
    Comparator<Row> order = Comparator.comparingLong(Row::seq).reversed();
    PriorityQueue<Row> last =
        new PriorityQueue<>(order.thenComparing(Row::raw).thenComparing(Row::where).reversed());
    long records = 0;
    if (table.exists()) {
      try (CloseableIterable<Record> rows = scan(batch)) {
        for (Record found : rows) {
          Row row = Row.of(found);
          if (reason == null || row.reason().contains(reason)) {
            records++;
            reasons.merge(kind(row.reason()), 1L, Long::sum);
            batches.merge(row.seq(), 1L, Long::sum);
            last.add(row);
            if (last.size() > limit) {
              last.remove();
            }
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + table.name(), e);
      }
    }
    List<Row> newest = new ArrayList<>();
    while (!last.isEmpty()) {
      newest.add(last.remove());
    }
    Collections.reverse(newest);
    return new Found(records, reasons, batches, newest);
  }

  private CloseableIterable<Record> scan(Long batch) {
    Table iceberg = lake.catalog().loadTable(lake.table(table.name()));
    Expression wanted =
        batch == null
            ? Expressions.alwaysTrue()
            : Expressions.equal(TechnicalColumns.SEQ, batch.longValue());
    return IcebergGenerics.read(iceberg).where(wanted).build();
  }

  /** Reasons end with what was found, which differs from record to record. */
  private static String kind(String reason) {
    int found = reason.indexOf(", found ");
    return found < 0 ? reason : reason.substring(0, found);
  }
}
