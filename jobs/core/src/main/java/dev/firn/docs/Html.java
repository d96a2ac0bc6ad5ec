package dev.firn.docs;

/** Text as HTML shows it, in elements and in quoted attributes. */
final class Html {

  private Html() {}

  static String text(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            character -> {
              switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> {
                  boolean shown = !Character.isISOControl(character) || character == '\n';
                  escaped.appendCodePoint(shown ? character : '\uFFFD');
                }
              }
            });
    return escaped.toString();
  }
}
