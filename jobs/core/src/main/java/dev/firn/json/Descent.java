package dev.firn.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** A step down a document, along a pointer. */
final class Descent {

  private Descent() {}

  /**
   * Moves the parser from a value to the one that the pointer's first segment names in it.
   *
   * @return false if there is none; the parser then stands on the end of the value
   */
  static boolean into(JsonParser parser, JsonPointer rest) throws IOException {
    JsonToken container = parser.currentToken();
    if (container == JsonToken.START_OBJECT) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = parser.currentName().equals(rest.getMatchingProperty());
        parser.nextToken();
        if (wanted) {
          return true;
        }
        parser.skipChildren();
      }
    } else if (container == JsonToken.START_ARRAY && rest.mayMatchElement()) {
      for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
        if (index == rest.getMatchingIndex()) {
          return true;
        }
        parser.skipChildren();
      }
    }
    return false;
  }
}
