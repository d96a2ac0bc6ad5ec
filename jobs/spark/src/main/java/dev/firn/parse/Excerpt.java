package dev.firn.parse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firn.json.LoneSurrogates;

/** A JSON value as part of a sentence. */
final class Excerpt {

  private static final int LONGEST = 80;

  private Excerpt() {}

  static String of(JsonNode value) {
    String text = LoneSurrogates.escaped(value);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
