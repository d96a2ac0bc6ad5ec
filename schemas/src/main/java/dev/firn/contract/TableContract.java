package dev.firn.contract;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonPointer;
import java.io.Serializable;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * One table of a contract.
 *
 * @param name the table; lower-case letters, digits and {@code _}
 * @param description the table's comment; null when the contract gives none
 * @param records where in the document the records are; the empty pointer is the document itself
 * @param layout how they are there
 * @param mayBeAbsent whether nothing where the records are means that there are none
 * @param merge how records become rows
 * @param deletes how many rows one run of a mirror may delete
 * @param order what decides between records of one key; then landing order does. May be empty
 * @param validFrom the column that says when a version of scd2 began; null: when its answer was
 *     asked for. {@code order} is by this column then
 * @param unknownFields what happens to members that no column takes
 * @param badValues what happens to records that do not fit
 * @param afterFailedAudit what happens to a table whose blocking audit failed
 * @param columns in the contract's order; names are unique ignoring case
 * @param rulesets blocking and warning ones
 * @param recoveryWindow how long any publish can be gone back to
 * @param freshness how old the newest landed response may be before the table counts as late; null:
 *     not declared
 */
public record TableContract(
    String name,
    String description,
    JsonPointer records,
    Layout layout,
    boolean mayBeAbsent,
    MergeStrategy merge,
    DeleteLimit deletes,
    List<OrderBy> order,
    String validFrom,
    UnknownFields unknownFields,
    BadValues badValues,
    AfterFailedAudit afterFailedAudit,
    List<Column> columns,
    List<Ruleset> rulesets,
    Duration recoveryWindow,
    Duration freshness)
    implements Serializable {

  public TableContract {
    requireNonNull(name, "name");
    requireNonNull(records, "records");
    requireNonNull(layout, "layout");
    requireNonNull(merge, "merge");
    requireNonNull(deletes, "deletes");
    order = List.copyOf(order);
    requireNonNull(unknownFields, "unknownFields");
    requireNonNull(badValues, "badValues");
    requireNonNull(afterFailedAudit, "afterFailedAudit");
    columns = List.copyOf(columns);
    rulesets = List.copyOf(rulesets);
    requireNonNull(recoveryWindow, "recoveryWindow");
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("table " + name + " has no column");
    }
  }

  /** The primary key, in key order; empty when the contract declares none. */
  public List<Column> key() {
    return columns.stream()
        .filter(c -> c.keyPosition() > 0)
        .sorted(Comparator.comparingInt(Column::keyPosition))
        .toList();
  }

  /** The partition columns, in partition order. */
  public List<Column> partitions() {
    return columns.stream()
        .filter(c -> c.partition() != null)
        .sorted(Comparator.comparingInt(c -> c.partition().position()))
        .toList();
  }

  /**
   * {@code firn.deletes}: a mirror's run that deletes more than both of these is not published
   * unless somebody accepts it, since a third party that sends half of its list is more likely than
   * one that lost half of its records.
   *
   * @param share of the table's rows, 0 to 1
   * @param floor rows
   */
  public record DeleteLimit(double share, long floor) implements Serializable {

    public static final DeleteLimit DEFAULT = new DeleteLimit(0.2, 100);

    public DeleteLimit {
      if (!(share >= 0 && share <= 1) || floor < 0) {
        throw new IllegalArgumentException("at most %s of the rows, or %d".formatted(share, floor));
      }
    }

    /** Whether so many of so many rows may go. */
    public boolean allows(long deleted, long rows) {
      return deleted <= floor || deleted <= share * rows;
    }
  }

  /** {@code firn.recordsAre}. */
  public enum Layout {
    /** Items of an array; a document that is no array is one record. */
    ITEMS,
    /** Members of an object; a column may take their names. */
    MEMBERS,
    /** Documents of their own, one behind the other, as in JSON Lines. */
    LINES,
    /** Arrays of one length, the members of an object: the first items are the first record. */
    COLUMNS
  }

  /** {@code firn.merge}. */
  public enum MergeStrategy {
    /** One row a key: the last record. */
    UPSERT,
    /** As well, and what the last response does not have goes. */
    MIRROR,
    /** A row a record. */
    APPEND,
    /** A row a version of a key (slowly changing dimension, type 2). */
    SCD2
  }

  /** {@code firn.unknownFields}. */
  public enum UnknownFields {
    KEEP,
    REJECT,
    STOP
  }

  /** {@code firn.badValues}. */
  public enum BadValues {
    REJECT,
    STOP
  }

  /** {@code firn.afterFailedAudit}. */
  public enum AfterFailedAudit {
    HOLD,
    SKIP
  }
}
