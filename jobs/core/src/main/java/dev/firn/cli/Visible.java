package dev.firn.cli;

/**
 * A third party's text so that its line breaks break no lines and its escapes steer no terminal.
 */
final class Visible {

  private Visible() {}

  static String text(String text) {
    StringBuilder visible = new StringBuilder();
    text.codePoints().forEach(code -> visible.append(character(code)));
    return visible.toString();
  }

  /** The character itself if it is seen where it stands, or its name as JSON would escape it. */
  static String character(int code) {
    return switch (Character.getType(code)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          escaped(code);
      default -> Character.toString(code);
    };
  }

  private static String escaped(int code) {
    StringBuilder escaped = new StringBuilder();
    for (char unit : Character.toChars(code)) {
      escaped.append("\\u%04x".formatted((int) unit));
    }
    return escaped.toString();
  }

  /** At most so many characters; what is cut off leaves a … at the end. */
  static String start(String text, int width) {
    String visible = text(text.length() > width ? text.substring(0, width) : text);
    return visible.length() <= width && text.length() <= width
        ? visible
        : cut(visible, 0, width - 1) + "…";
  }

  /** As well, with the … at the beginning. */
  static String end(String text, int width) {
    String visible = text(text);
    return visible.length() <= width
        ? visible
        : "…" + cut(visible, visible.length() - width + 1, visible.length());
  }

  private static String cut(String text, int from, int to) {
    int first = from > 0 && Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from;
    int last = Math.min(to, text.length());
    return text.substring(
        first, last > 0 && Character.isHighSurrogate(text.charAt(last - 1)) ? last - 1 : last);
  }
}
