package dev.firn.diff;

import dev.firn.contract.Column;
import dev.firn.engine.RowDiff;
import dev.firn.engine.RowDiff.Cell;
import dev.firn.engine.RowDiff.ChangedRow;
import dev.firn.engine.RowDiffRequest;
import dev.firn.table.ComparedColumns;
import dev.firn.table.Ends;
import dev.firn.table.Point;
import dev.firn.testing.Feed;
import dev.firn.testing.SparkLake;
import dev.firn.testing.TestContract;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A table of orders, and what becomes of its rows. */
final class RowDiffScene {

  static final String ID = "{name: id, logicalType: string, primaryKey: true, required: true}";
  static final String V = "{name: v, logicalType: integer}";

  final SparkLake lake;
  final Feed feed;

  private RowDiffScene(SparkLake lake, Feed feed) {
    this.lake = lake;
    this.feed = feed;
  }

  /** Columns id and v. */
  static RowDiffScene of(SparkLake lake) {
    return of(lake, contract -> contract.columns(ID, V));
  }

  static RowDiffScene of(SparkLake lake, UnaryOperator<TestContract> contract) {
    return new RowDiffScene(lake, Feed.of(lake, "diffed", contract));
  }

  static String row(String id, int v) {
    return "{\"id\": \"%s\", \"v\": %d}".formatted(id, v);
  }

  RowDiffScene under(UnaryOperator<TestContract> contract) {
    return new RowDiffScene(lake, feed.changed(contract));
  }

  /** A whole run; gives main's snapshot. */
  long run(String... records) {
    feed.rows(records);
    feed.run();
    return main();
  }

  /** Somebody else's statement; gives main's snapshot. */
  long sql(String statement) {
    lake.sql(statement.replace("$t", "firn.lake." + feed.table()));
    return main();
  }

  /** Somebody else's call of a procedure; gives main's snapshot. */
  long call(String procedure) {
    lake.sql(
        "CALL firn.system.%s(table => 'lake.%s', options => map('rewrite-all', 'true'))"
            .formatted(procedure, feed.table()));
    return main();
  }

  long main() {
    return feed.state().main().snapshotId();
  }

  RowDiff diff(long from, long to) {
    Ends ends = ends(from, to);
    return diff(
        ends,
        ComparedColumns.ofContent(
            feed.table(),
            ends,
            feed.tableContract().columns().stream()
                .filter(Column::isVolatile)
                .map(Column::name)
                .toList()),
        100);
  }

  RowDiff diffOfAllColumns(long from, long to) {
    Ends ends = ends(from, to);
    return diff(ends, ComparedColumns.ofAll(feed.table(), ends), 100);
  }

  RowDiff firstOf(long from, long to, int limit) {
    Ends ends = ends(from, to);
    return diff(ends, ComparedColumns.ofContent(feed.table(), ends, List.of()), limit);
  }

  private Ends ends(long from, long to) {
    return Ends.between(feed.state(), new Point(Long.toString(from)), new Point(Long.toString(to)));
  }

  private RowDiff diff(Ends ends, ComparedColumns columns, int limit) {
    return lake.engine()
        .diff(
            new RowDiffRequest(
                feed.table(), ends.from().snapshotId(), ends.to().snapshotId(), columns, limit));
  }

  /** A line a row: {@code ~ a: v 1 -> 2}. */
  static List<String> lines(RowDiff diff) {
    return diff.rows().stream().map(RowDiffScene::line).toList();
  }

  private static String line(ChangedRow row) {
    String key =
        row.key().stream()
            .map(cell -> row.kind() == RowDiff.Kind.DELETED ? cell.before() : cell.after())
            .collect(Collectors.joining(" "));
    String cells =
        row.cells().stream().map(cell -> cell(row.kind(), cell)).collect(Collectors.joining(", "));
    return switch (row.kind()) {
          case ADDED -> "+ ";
          case CHANGED -> "~ ";
          case DELETED -> "- ";
        }
        + key
        + (cells.isEmpty() ? "" : ": " + cells);
  }

  private static String cell(RowDiff.Kind kind, Cell cell) {
    return switch (kind) {
      case ADDED -> cell.column() + " " + cell.after();
      case CHANGED -> "%s %s -> %s".formatted(cell.column(), cell.before(), cell.after());
      case DELETED -> cell.column() + " " + cell.before();
    };
  }
}
