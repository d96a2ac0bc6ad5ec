package dev.firn.parse;

import com.fasterxml.jackson.databind.JsonNode;

/** A JSON value as part of a sentence. */
final class Excerpt {

  private static final int LONGEST = 80;

  private Excerpt() {}

  static String of(JsonNode value) {
    String text = value.toString();
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
