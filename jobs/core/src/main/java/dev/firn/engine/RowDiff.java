package dev.firn.engine;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * How the rows of a table at one point differ from those at another.
 *
 * @param key what tells rows apart
 * @param added rows that only the second point has
 * @param changed rows of both that differ in a column that is compared
 * @param deleted rows that only the first point has
 * @param columns that differ in changed rows, most often first
 * @param rows some of them, in the order of the key
 * @param filesRead data files that were read: those that only one point has, or that have other
 *     deletes at one than at the other
 * @param filesSkipped the other data files of both points
 */
public record RowDiff(
    List<String> key,
    long added,
    long changed,
    long deleted,
    List<ColumnCount> columns,
    List<ChangedRow> rows,
    long filesRead,
    long filesSkipped) {

  public RowDiff {
    key = List.copyOf(key);
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** Where no file differs. */
  public static RowDiff none(List<String> key, long files) {
    return new RowDiff(key, 0, 0, 0, List.of(), List.of(), 0, files);
  }

  public long all() {
    return added + changed + deleted;
  }

  /** What became of a row. */
  public enum Kind {
    ADDED,
    CHANGED,
    DELETED
  }

  /**
   * @param rows changed rows in which it differs
   */
  public record ColumnCount(String column, long rows) {}

  /**
   * @param key values by which people know it
   * @param batch that the row is from, at the second point; null for a deleted row, and in tables
   *     that do not say
   * @param run that wrote it, likewise
   * @param cells of a changed row those that differ, of others those that are not null
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ChangedRow(Kind kind, List<Cell> key, Long batch, String run, List<Cell> cells) {

    public ChangedRow {
      key = List.copyOf(key);
      cells = List.copyOf(cells);
    }
  }

  /**
   * Values as text, structures as JSON, bytes in hexadecimal, null for SQL's null.
   *
   * @param type by Spark's short name
   * @param before at the first point; null also in an added row
   * @param after at the second point; null also in a deleted row
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Cell(String column, String type, String before, String after) {}
}
