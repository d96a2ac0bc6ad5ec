package dev.firn.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows in columns, as wide as they need to be. */
final class TextTable {

  /** Blanks between columns. */
  static final int GAP = 2;

  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  TextTable(List<String> header) {
    this.header = List.copyOf(header);
  }

  void add(List<String> row) {
    rows.add(row.stream().map(value -> value == null ? "NULL" : visible(value)).toList());
  }

  /** A third party's line breaks must not break lines, nor its escapes steer the terminal. */
  private static String visible(String value) {
    StringBuilder visible = new StringBuilder();
    value
        .chars()
        .forEach(
            c -> {
              if (Character.isISOControl(c)) {
                visible.append("\\u%04x".formatted(c));
              } else {
                visible.append((char) c);
              }
            });
    return visible.toString();
  }

  void print(PrintWriter out) {
    int[] widths = new int[header.size()];
    widen(widths, header);
    rows.forEach(row -> widen(widths, row));
    print(out, widths, header);
    for (List<String> row : rows) {
      print(out, widths, row);
    }
  }

  private static void widen(int[] widths, List<String> row) {
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], row.get(i).length());
    }
  }

  private static void print(PrintWriter out, int[] widths, List<String> row) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + GAP));
    }
    out.println(line.toString().stripTrailing());
  }
}
