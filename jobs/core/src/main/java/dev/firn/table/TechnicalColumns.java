package dev.firn.table;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** Firn's own columns, last in every table: how each row leads back to where it came from. */
public final class TechnicalColumns {

  public static final String EXTRA = "firn_extra";
  public static final String RUN = "firn_run_id";
  public static final String SEQ = "firn_seq";
  public static final String RAW = "firn_raw";
  public static final String POINTER = "firn_pointer";
  public static final String ORDER = "firn_order";
  public static final String HASH = "firn_hash";

  /** In the tables' order. */
  public static final List<String> ALL = List.of(EXTRA, RUN, SEQ, RAW, POINTER, ORDER, HASH);

  private TechnicalColumns() {}

  static List<NestedField> fields(AtomicInteger ids) {
    return List.of(
        optional(
            ids,
            EXTRA,
            Types.StringType.get(),
            "Members of the record that no column takes, as JSON"),
        required(ids, RUN, Types.StringType.get(), "The run that wrote this row"),
        required(ids, SEQ, Types.LongType.get(), "The batch of the raw log that this row is from"),
        required(ids, RAW, Types.StringType.get(), "The raw object in that batch"),
        required(ids, POINTER, Types.StringType.get(), "JSON Pointer of the record in that object"),
        required(
            ids,
            ORDER,
            Types.StringType.get(),
            "What the contract orders records by, as sortable text"),
        required(
            ids,
            HASH,
            Types.BinaryType.get(),
            "Digest of the row's content, for recognising changes"));
  }

  private static NestedField optional(AtomicInteger ids, String name, Type type, String doc) {
    return NestedField.optional(ids.incrementAndGet(), name, type, doc);
  }

  private static NestedField required(AtomicInteger ids, String name, Type type, String doc) {
    return NestedField.required(ids.incrementAndGet(), name, type, doc);
  }
}
