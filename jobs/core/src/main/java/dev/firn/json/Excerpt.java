package dev.firn.json;

import com.fasterxml.jackson.databind.JsonNode;

/** A JSON value as part of a sentence. */
public final class Excerpt {

  private static final int LONGEST = 80;

  private Excerpt() {}

  public static String of(JsonNode value) {
    String text = LoneSurrogates.escaped(value);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
