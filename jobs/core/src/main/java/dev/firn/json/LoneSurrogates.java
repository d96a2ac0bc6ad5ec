package dev.firn.json;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Halves of characters, which JSON can spell by escapes and no text in UTF-8 can hold: writing one
 * would leave a question mark.
 */
public final class LoneSurrogates {

  private LoneSurrogates() {}

  /** Whether the text has one. */
  public static boolean in(String text) {
    return next(text, 0) < text.length();
  }

  /** The value's JSON, with each of them as the escape that it came as. */
  public static String escaped(JsonNode value) {
    String json = value.toString();
    int alone = next(json, 0);
    if (alone == json.length()) {
      return json;
    }
    StringBuilder escaped = new StringBuilder();
    int from = 0;
    for (; alone < json.length(); alone = next(json, from)) {
      escaped.append(json, from, alone).append("\\u%04x".formatted((int) json.charAt(alone)));
      from = alone + 1;
    }
    return escaped.append(json, from, json.length()).toString();
  }

  /** Where the first one from there on is, or the length of the text. */
  private static int next(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (Character.isSurrogate(unit)) {
        boolean paired =
            i + 1 < text.length() && Character.isSurrogatePair(unit, text.charAt(i + 1));
        if (!paired) {
          return i;
        }
        i++;
      }
    }
    return text.length();
  }
}
