package dev.firn.cli;

import dev.firn.engine.RowDiff;
import dev.firn.engine.RowDiff.Cell;
import dev.firn.engine.RowDiff.ChangedRow;
import dev.firn.engine.RowDiff.ColumnCount;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** Rows that differ, for people: the many in numbers, then some, column by column. */
final class RowDiffText {

  private static final int BEFORE_DIFFERENCE = 12;
  private static final int NARROWEST = 20;

  private final RowDiff diff;
  private final int width;

  /**
   * @param width of the terminal, in characters
   */
  RowDiffText(RowDiff diff, int width) {
    this.diff = diff;
    this.width = width;
  }

  void print(PrintWriter out) {
    out.println();
    if (diff.all() == 0) {
      out.printf("no row differs; %s%n", read());
      return;
    }
    out.printf(
        "rows by %s: +%d ~%d -%d; %s%n",
        String.join(", ", diff.key()), diff.added(), diff.changed(), diff.deleted(), read());
    if (!diff.columns().isEmpty()) {
      out.println();
      TextTable table = new TextTable(List.of("COLUMN", "CHANGED ROWS"));
      for (ColumnCount count : diff.columns()) {
        table.add(List.of(count.column(), Long.toString(count.rows())));
      }
      table.print(out);
    }
    out.println();
    diff.rows().forEach(row -> print(out, row));
    if (diff.rows().size() < diff.all()) {
      out.printf("… and %d more, --limit shows them%n", diff.all() - diff.rows().size());
    }
  }

  private String read() {
    return "%d of %d files read"
        .formatted(diff.filesRead(), diff.filesRead() + diff.filesSkipped());
  }

  private void print(PrintWriter out, ChangedRow row) {
    String key = values(row.key(), row.kind());
    String from = row.batch() == null ? "" : "  batch " + row.batch();
    if (row.kind() == RowDiff.Kind.CHANGED) {
      out.println("~ " + key + from);
      row.cells().forEach(cell -> change(out, cell));
      return;
    }
    String cells = values(row.cells(), row.kind());
    String head = (row.kind() == RowDiff.Kind.ADDED ? "+ " : "- ") + key + from;
    int left = width - head.length() - 2;
    out.println(
        head + (cells.isEmpty() || left < NARROWEST ? "" : "  " + Visible.start(cells, left)));
  }

  private static String values(List<Cell> cells, RowDiff.Kind kind) {
    boolean deleted = kind == RowDiff.Kind.DELETED;
    return cells.stream()
        .map(cell -> cell.column() + " " + value(cell, deleted ? cell.before() : cell.after()))
        .map(Visible::text)
        .collect(Collectors.joining(", "));
  }

  /** Of long values the part that differs. */
  private void change(PrintWriter out, Cell cell) {
    String before = value(cell, cell.before());
    String after = value(cell, cell.after());
    int most = Math.max((width - cell.column().length() - 10) / 2, NARROWEST);
    int same = 0;
    while (same < Math.min(before.length(), after.length())
        && before.charAt(same) == after.charAt(same)) {
      same++;
    }
    int skip = Math.max(before.length(), after.length()) <= most ? 0 : same - BEFORE_DIFFERENCE;
    out.printf(
        "    %s %s -> %s%n", cell.column(), part(before, skip, most), part(after, skip, most));
  }

  private static String part(String value, int skip, int most) {
    return skip <= 0
        ? Visible.start(value, most)
        : Visible.start("…" + value.substring(safe(value, skip)), most);
  }

  /** Not within a character of two halves. */
  private static int safe(String value, int at) {
    int place = Math.min(at, value.length());
    return place < value.length() && Character.isLowSurrogate(value.charAt(place))
        ? place + 1
        : place;
  }

  /** Text in quotes, so that it is seen where it ends, and what is no text. */
  private static String value(Cell cell, String value) {
    if (value == null) {
      return "NULL";
    }
    return cell.type().equals("string") ? "\"" + value + "\"" : value;
  }
}
