package dev.firn.rejected;

import dev.firn.json.Spot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Some bytes around a place, as text: the line that it is in, as far as it fits.
 *
 * @param text without line breaks; what is no text in UTF-8 is U+FFFD
 * @param caret how many characters are before the place
 */
record RawExcerpt(String text, int caret) {

  private static final int BEFORE = 60;
  private static final int AFTER = 120;

  /**
   * @param in the whole object; holds no more of it than is shown
   */
  static RawExcerpt read(InputStream in, Spot spot) throws IOException {
    long from = Math.max(0, spot.offset() - BEFORE);
    in.skipNBytes(from);
    byte[] bytes = in.readNBytes((int) (spot.offset() - from) + AFTER);
    int place = (int) (spot.offset() - from);
    int start = place;
    while (start > 0 && !isBreak(bytes[start - 1])) {
      start--;
    }
    int end = Math.min(place, bytes.length);
    while (end < bytes.length && !isBreak(bytes[end])) {
      end++;
    }
    boolean cutBefore = start == 0 && from > 0;
    boolean cutAfter = end == bytes.length && bytes.length == place + AFTER;
    while (cutBefore && start < place && isInside(bytes[start])) {
      start++;
    }
    int last = end;
    while (cutAfter && last > place && isInside(bytes[last - 1])) {
      last--;
    }
    if (cutAfter && last < end && last > place) {
      end = last - 1;
    }
    String before = (cutBefore ? "…" : "") + text(bytes, start, place);
    return new RawExcerpt(
        before + text(bytes, place, end) + (cutAfter ? "…" : ""),
        before.codePointCount(0, before.length()));
  }

  private static boolean isBreak(byte b) {
    return b == '\n' || b == '\r';
  }

  /** Of a sequence that began before. */
  private static boolean isInside(byte b) {
    return (b & 0xC0) == 0x80;
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, Math.max(0, to - from), StandardCharsets.UTF_8)
        .replaceAll("\\p{Cntrl}", " ");
  }
}
