package dev.firn.table;

import dev.firn.contract.TableContract;
import dev.firn.contract.TableContract.MergeStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** Firn's own columns, last in every table: how each row leads back to where it came from. */
public final class TechnicalColumns {

  /** Of versions only: since when, and until when, it is what the third party says. */
  public static final String VALID_FROM = "firn_valid_from";

  public static final String VALID_TO = "firn_valid_to";

  public static final String EXTRA = "firn_extra";
  public static final String RUN = "firn_run_id";
  public static final String SEQ = "firn_seq";
  public static final String RAW = "firn_raw";
  public static final String POINTER = "firn_pointer";
  public static final String ORDER = "firn_order";
  public static final String HASH = "firn_hash";

  /** Those that every table has, in its order. */
  public static final List<String> ALL = List.of(EXTRA, RUN, SEQ, RAW, POINTER, ORDER, HASH);

  private TechnicalColumns() {}

  static String first(TableContract table) {
    return table.merge() == MergeStrategy.SCD2 ? VALID_FROM : EXTRA;
  }

  /**
   * A column of Firn's, for people.
   *
   * @param type Iceberg's
   */
  public record Described(String name, String type, String meaning) {}

  /** Those of the table, in its order. */
  public static List<Described> of(TableContract table) {
    return fields(table, new AtomicInteger()).stream()
        .map(field -> new Described(field.name(), field.type().toString(), field.doc()))
        .toList();
  }

  static List<NestedField> fields(TableContract table, AtomicInteger ids) {
    List<NestedField> fields = new ArrayList<>();
    if (table.merge() == MergeStrategy.SCD2) {
      fields.add(
          required(ids, VALID_FROM, Types.TimestampType.withZone(), "When this version began"));
      fields.add(
          optional(
              ids,
              VALID_TO,
              Types.TimestampType.withZone(),
              "When the next version began; null for the current one"));
    }
    fields.addAll(common(ids));
    return fields;
  }

  private static List<NestedField> common(AtomicInteger ids) {
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
