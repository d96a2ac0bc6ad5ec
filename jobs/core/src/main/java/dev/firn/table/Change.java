package dev.firn.table;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.UpdateSchema;

/**
 * One thing that a table lacks to be what its contract says.
 *
 * @param kind what it means for readers and for what was written before
 * @param what such as {@code column height_m: float -> double}
 * @param notice what readers will notice; null when they will not
 * @param schema makes it so; does nothing when it is not about columns
 * @param table makes it so; does nothing when it is about columns
 */
public record Change(
    Kind kind,
    String what,
    String notice,
    Consumer<UpdateSchema> schema,
    Consumer<Transaction> table) {

  /** What a change means for a run of the contract. */
  public enum Kind {
    /** Takes nothing from what there is, so a run makes it by itself. */
    ADDITION,
    /** Says something about the table; rows fit with and without. */
    HINT,
    /** What there is shows otherwise from then on, and rows do not fit without. */
    ALTERATION
  }

  public Change {
    requireNonNull(kind, "kind");
    requireNonNull(what, "what");
  }

  static Change ofColumns(Kind kind, String what, String notice, Consumer<UpdateSchema> schema) {
    return new Change(kind, what, notice, schema, transaction -> {});
  }

  static Change ofTable(Kind kind, String what, String notice, Consumer<Transaction> table) {
    return new Change(kind, what, notice, schema -> {}, table);
  }
}
