package dev.firn.table;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * How a table at one point differs from itself at another, by its metadata.
 *
 * @param table its name
 * @param commonAncestor the last snapshot that both have behind them, which may be one of them;
 *     null when it is no longer kept
 * @param left snapshots that {@code from} has and {@code to} has not, newest first
 * @param entered snapshots that {@code to} has and {@code from} has not, newest first
 * @param rowsLeft what the runs among those that left had done
 * @param rowsEntered what the runs among those that entered did
 * @param batchesLeft content of the raw log that {@code from} holds and {@code to} does not, as
 *     {@code 3} and {@code 5-9}; null when one of them does not say what it holds
 * @param batchesEntered likewise the other way round
 * @param schema changes of columns
 * @param files data files
 * @param deleteFiles beside the data files
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TableDiff(
    String table,
    End from,
    End to,
    Relation relation,
    Long commonAncestor,
    List<History.Line> left,
    List<History.Line> entered,
    RowTotals rowsLeft,
    RowTotals rowsEntered,
    List<String> batchesLeft,
    List<String> batchesEntered,
    List<SchemaChange> schema,
    FileChanges files,
    FileChanges deleteFiles) {

  /** What {@code to} is to {@code from}. */
  public enum Relation {
    SAME,
    /** {@code to} was made from {@code from}. */
    DESCENDANT,
    /** {@code from} was made from {@code to}. */
    ANCESTOR,
    /** Both were made from something else. */
    SIBLING,
    /** What they have in common, if anything, is no longer kept. */
    UNKNOWN
  }

  /**
   * @param snapshot id
   * @param at when it was written, ISO 8601 in UTC
   * @param run the last one that it has behind it; null when no run is known
   * @param rows in the table; -1 when unknown
   * @param files data files; -1 when unknown
   * @param bytes of data and delete files; -1 when unknown
   * @param through applied position; null when unknown
   * @param layout how many data files are partitioned in which way, such as {@code day(time)}
   * @param contract digest of that run's; null when no run is known
   * @param program version of Firn that it was made with; null when no run is known
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record End(
      long snapshot,
      String at,
      String run,
      long rows,
      long files,
      long bytes,
      Long through,
      Map<String, Long> layout,
      String contract,
      String program) {}

  /**
   * Sums over snapshots, so that a row that two runs changed counts twice.
   *
   * @param runs how many
   * @param inserted rows
   * @param updated rows
   * @param deleted rows
   * @param foreign snapshots of others that changed rows, which these numbers leave out
   */
  public record RowTotals(long runs, long inserted, long updated, long deleted, long foreign) {

    static RowTotals of(List<History.Line> lines) {
      List<Counts> counts =
          lines.stream().filter(line -> line.counts() != null).map(History.Line::counts).toList();
      return new RowTotals(
          counts.size(),
          counts.stream().mapToLong(Counts::inserted).sum(),
          counts.stream().mapToLong(Counts::updated).sum(),
          counts.stream().mapToLong(Counts::deleted).sum(),
          lines.stream().filter(History.Line::foreign).count());
    }
  }

  /** Whether readers of the two see the same rows, for neither has a file of its own. */
  public boolean haveTheSameFiles() {
    return files.none() && deleteFiles.none();
  }
}
