package dev.firn.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.firn.contract.TableContract.Layout;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Where in the bytes of a document a value is.
 *
 * @param at the pointer asked for, or the nearest thing above it that there is
 * @param line from 1
 * @param column in bytes, from 1
 * @param offset in bytes; -1 when the document is in UTF-16 or UTF-32, where nobody counts them
 */
public record Spot(JsonPointer at, int line, int column, long offset) {

  /**
   * Reads the document as far as the value, and no further.
   *
   * @param layout of lines, the pointer begins with the number of the line's document
   * @throws UnreadableException if the bytes up to there are no JSON
   */
  public static Spot find(InputStream in, JsonPointer pointer, Layout layout)
      throws IOException, UnreadableException {
    try (JsonParser parser = Json.parser(in)) {
      return find(parser, pointer, layout);
    } catch (CharConversionException e) {
      throw UnreadableException.of(e);
    }
  }

  private static Spot find(JsonParser parser, JsonPointer pointer, Layout layout)
      throws IOException, UnreadableException {
    try {
      JsonPointer at = JsonPointer.empty();
      JsonPointer rest = pointer;
      parser.nextToken();
      if (layout == Layout.LINES && !rest.matches()) {
        for (int document = 0; document < rest.getMatchingIndex(); document++) {
          parser.skipChildren();
          parser.nextToken();
        }
        at = step(at, rest);
        rest = rest.tail();
      }
      if (parser.currentToken() == null) {
        throw new UnreadableException("the body ends before that", parser.currentLocation());
      }
      JsonLocation found = parser.currentTokenLocation();
      while (!rest.matches() && descend(parser, rest)) {
        at = step(at, rest);
        rest = rest.tail();
        found = parser.currentTokenLocation();
      }
      return new Spot(at, found.getLineNr(), found.getColumnNr(), found.getByteOffset());
    } catch (JsonProcessingException e) {
      throw UnreadableException.of(e, parser);
    }
  }

  private static JsonPointer step(JsonPointer at, JsonPointer rest) {
    return Places.member(at, rest.getMatchingProperty());
  }

  private static boolean descend(JsonParser parser, JsonPointer rest) throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = parser.currentName().equals(rest.getMatchingProperty());
        parser.nextToken();
        if (wanted) {
          return true;
        }
        parser.skipChildren();
      }
    } else if (parser.currentToken() == JsonToken.START_ARRAY && rest.mayMatchElement()) {
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
