package dev.firn.cli;

import dev.firn.json.Spot;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The text around a value with carets under it: some lines, or the neighbourhood in a line that is
 * longer than the terminal is wide, in rows that each begin with a byte's offset.
 */
final class SpotExcerpt {

  private static final int LINES = 2;

  /** Characters to each side in a long line. */
  private static final int NEIGHBOURS = 200;

  private final Spot spot;
  private final String text;
  private final int from;
  private final int to;

  SpotExcerpt(Spot spot) {
    this.spot = spot;
    this.text = spot.before() + spot.value() + spot.after();
    this.from = spot.before().length();
    this.to = from + spot.value().length();
  }

  /** Whether the text begins where the document does. */
  boolean isFromTheBeginning() {
    return offset(0) == 0;
  }

  private long offset(int index) {
    return spot.offset() + bytes(text.substring(0, index)) - bytes(spot.before());
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  void print(PrintWriter out, int width) {
    int start = text.lastIndexOf('\n', from - 1) + 1;
    int end = end(from);
    int label = 2 + Long.toString(spot.line() + LINES).length() + 2;
    boolean whole = start > 0 || isFromTheBeginning();
    List<Row> rows =
        whole && columns(text.substring(start, end)) <= width - label
            ? lines(start, width - label)
            : neighbours(start, end, width - 2 - Long.toString(offset(text.length())).length() - 2);
    int widest = rows.stream().mapToInt(row -> row.label.length()).max().orElse(0);
    rows.forEach(row -> row.print(out, widest));
  }

  /** The line with the value between its neighbours, which are cut where the terminal ends. */
  private List<Row> lines(int start, int width) {
    int first = start;
    long number = spot.line();
    for (int i = 0; i < LINES && first > 0; i++) {
      int before = text.lastIndexOf('\n', first - 2) + 1;
      if (before == 0 && !isFromTheBeginning()) {
        break;
      }
      first = before;
      number--;
    }
    List<Row> rows = new ArrayList<>();
    for (int at = first; at < text.length() && number <= spot.line() + LINES; number++) {
      int end = end(at);
      Row row = new Row(Long.toString(number));
      for (int i = at; i < end; i = text.offsetByCodePoints(i, 1)) {
        if (!row.fits(text.codePointAt(i), width - 1) && columns(text.substring(i, end)) > 1) {
          row.text.append('…');
          break;
        }
        row.add(text.codePointAt(i), isMarked(i));
      }
      rows.add(row);
      at = text.indexOf('\n', at) < 0 ? text.length() : text.indexOf('\n', at) + 1;
    }
    return rows;
  }

  private List<Row> neighbours(int start, int end, int width) {
    int first = Math.max(start, from - NEIGHBOURS);
    int last = Math.min(Math.max(end, to), Math.min(to, from + NEIGHBOURS) + NEIGHBOURS);
    first -= isInside(first) ? 1 : 0;
    last += isInside(last) ? 1 : 0;
    List<Row> rows = new ArrayList<>();
    Row row = null;
    for (int i = first; i < last; i = text.offsetByCodePoints(i, 1)) {
      if (row == null || !row.fits(text.codePointAt(i), width)) {
        row = new Row(Long.toString(offset(i)));
        rows.add(row);
      }
      row.add(text.codePointAt(i), isMarked(i));
    }
    return rows;
  }

  /** Between the halves of a character. */
  private boolean isInside(int index) {
    return index > 0
        && index < text.length()
        && Character.isSurrogatePair(text.charAt(index - 1), text.charAt(index));
  }

  private boolean isMarked(int index) {
    return index >= from && index < to;
  }

  /** Of the line, without what ends it. */
  private int end(int start) {
    int end = text.indexOf('\n', start);
    end = end < 0 ? text.length() : end;
    return end > start && text.charAt(end - 1) == '\r' ? end - 1 : end;
  }

  private static int columns(String text) {
    return text.codePoints().map(code -> columns(Visible.character(code), code)).sum();
  }

  /** How many a terminal gives it. */
  private static int columns(String shown, int code) {
    return switch (Character.getType(code)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
      default -> isWide(code) ? 2 : shown.codePointCount(0, shown.length());
    };
  }

  /** Chinese, Japanese and Korean writing, and emoji. */
  private static boolean isWide(int code) {
    return Character.isIdeographic(code)
        || switch (Character.UnicodeScript.of(code)) {
          case HANGUL, HIRAGANA, KATAKANA -> true;
          default -> code >= 0x1f300 && code < 0x1fb00;
        };
  }

  /** A row of text, and what goes under it. */
  private static final class Row {

    private final String label;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder marks = new StringBuilder();

    Row(String label) {
      this.label = label;
    }

    boolean fits(int code, int width) {
      return marks.length() + columns(Visible.character(code), code) <= width;
    }

    void add(int code, boolean marked) {
      String shown = Visible.character(code);
      text.append(shown);
      marks.append((marked ? "^" : " ").repeat(columns(shown, code)));
    }

    void print(PrintWriter out, int widest) {
      out.printf("  %s  %s%n", " ".repeat(widest - label.length()) + label, text);
      if (marks.indexOf("^") >= 0) {
        out.printf("  %s  %s%n", " ".repeat(widest), marks.toString().stripTrailing());
      }
    }
  }
}
