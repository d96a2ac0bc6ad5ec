package dev.firn.cli;

import dev.firn.json.Spot;
import java.io.PrintWriter;
import java.util.List;

/** What stands at a place of the raw log, for people and for machines. */
final class SpotText {

  private final String table;
  private final RawPlace asked;
  private final String object;
  private final List<String> reasons;
  private final Spot spot;

  /**
   * @param asked the place that was asked for
   * @param object key of the raw object
   * @param reasons why the record there was rejected; empty when none was
   * @param spot what was found
   */
  SpotText(String table, RawPlace asked, String object, List<String> reasons, Spot spot) {
    this.table = table;
    this.asked = asked;
    this.object = object;
    this.reasons = List.copyOf(reasons);
    this.spot = spot;
  }

  /**
   * @param page null when none was named
   * @param found whether there is something at the place; if not, the rest is about the nearest
   *     value above it
   * @param at JSON Pointer of the value
   * @param column in characters, from 1; null when the line begins too far in front
   */
  record Result(
      String table,
      long batch,
      Integer page,
      String object,
      String place,
      List<String> reasons,
      boolean found,
      String at,
      long line,
      Integer column,
      long offset,
      long length,
      String before,
      String value,
      String after) {}

  Result result() {
    return new Result(
        table,
        asked.batch(),
        asked.page() == 0 ? null : asked.page(),
        object,
        asked.pointer().toString(),
        reasons,
        found(),
        spot.at().toString(),
        spot.line(),
        column() == 0 ? null : column(),
        spot.offset(),
        spot.length(),
        spot.before(),
        spot.value(),
        spot.after());
  }

  private boolean found() {
    return spot.at().equals(asked.pointer());
  }

  /** 0 when the line begins too far in front. */
  private int column() {
    String before = spot.before();
    int start = before.lastIndexOf('\n') + 1;
    boolean known = start > 0 || new SpotExcerpt(spot).isFromTheBeginning();
    return known ? before.codePointCount(start, before.length()) + 1 : 0;
  }

  void print(PrintWriter out, int width) {
    out.printf("%s, batch %s%n", table, Visible.text(asked.toString().replaceFirst(":", ", ")));
    if (reasons.isEmpty()) {
      line(out, "reason", "none: nothing was rejected there");
    }
    reasons.forEach(reason -> line(out, "reason", Visible.text(reason)));
    line(out, "object", object);
    String place =
        column() == 0
            ? "line %d, byte %d".formatted(spot.line(), spot.offset())
            : "line %d, column %d, byte %d".formatted(spot.line(), column(), spot.offset());
    line(out, "place", found() ? place : missing() + " is at " + place);
    out.println();
    new SpotExcerpt(spot).print(out, width);
  }

  private String missing() {
    String nearest = spot.at().toString();
    return "there is nothing; " + (nearest.isEmpty() ? "the document" : Visible.text(nearest));
  }

  private static void line(PrintWriter out, String label, String value) {
    out.printf("  %-10s %s%n", label, value);
  }
}
