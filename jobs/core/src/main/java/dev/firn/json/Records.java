package dev.firn.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.CharConversionException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * The records of a document, one at a time: memory holds one record, whatever the document weighs.
 */
public final class Records implements Closeable {

  private final JsonParser parser;
  private final JsonPointer array;
  private final boolean single;
  private long next;
  private boolean ended;

  private Records(JsonParser parser, JsonPointer array, boolean single) {
    this.parser = parser;
    this.array = array;
    this.single = single;
  }

  /**
   * @param array where the array of records is; under the empty pointer a document that is no array
   *     is one record
   * @throws UnreadableException if the bytes are no JSON or hold no array there
   */
  public static Records open(InputStream in, JsonPointer array)
      throws IOException, UnreadableException {
    JsonParser parser = null;
    try {
      parser = Json.parser(in);
      if (parser.nextToken() == null) {
        throw new UnreadableException("the body is empty", parser.currentLocation());
      }
      for (JsonPointer rest = array; !rest.matches(); rest = rest.tail()) {
        descend(parser, rest, array);
      }
      boolean isArray = parser.currentToken() == JsonToken.START_ARRAY;
      if (!isArray && !array.matches()) {
        throw new UnreadableException(
            "expected an array of records at %s, found %s"
                .formatted(array, name(parser.currentToken())),
            parser.currentTokenLocation());
      }
      Records records = new Records(parser, array, !isArray);
      parser = null;
      return records;
    } catch (JsonProcessingException e) {
      throw UnreadableException.of(e);
    } catch (CharConversionException e) {
      throw UnreadableException.of(e);
    } finally {
      if (parser != null) {
        parser.close();
      }
    }
  }

  private static void descend(JsonParser parser, JsonPointer rest, JsonPointer whole)
      throws IOException, UnreadableException {
    JsonToken container = parser.currentToken();
    if (container == JsonToken.START_OBJECT) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = parser.currentName().equals(rest.getMatchingProperty());
        parser.nextToken();
        if (wanted) {
          return;
        }
        parser.skipChildren();
      }
    } else if (container == JsonToken.START_ARRAY && rest.mayMatchElement()) {
      for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
        if (index == rest.getMatchingIndex()) {
          return;
        }
        parser.skipChildren();
      }
    }
    throw new UnreadableException(
        "expected an array of records at %s, found nothing there".formatted(whole),
        parser.currentTokenLocation());
  }

  /**
   * The next record, or null after the last one; then the rest of the document has been read as
   * well.
   *
   * @throws UnreadableException if the document turns out not to be well-formed
   */
  public Located next() throws IOException, UnreadableException {
    try {
      if (ended) {
        return null;
      }
      if (single) {
        JsonPointer at = JsonPointer.empty();
        JsonNode value = parser.readValueAsTree();
        finish();
        return new Located(at, value);
      }
      if (parser.nextToken() == JsonToken.END_ARRAY) {
        finish();
        return null;
      }
      JsonPointer at = JsonPointer.compile(array + "/" + next++);
      return new Located(at, parser.readValueAsTree());
    } catch (JsonProcessingException e) {
      throw UnreadableException.of(e);
    } catch (CharConversionException e) {
      throw UnreadableException.of(e);
    }
  }

  private void finish() throws IOException, UnreadableException {
    ended = true;
    while (!parser.getParsingContext().inRoot()) {
      if (parser.nextToken() == null) {
        break;
      }
    }
    Document.requireEnd(parser);
  }

  private static String name(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "text";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      case VALUE_NULL -> "null";
      default -> token.toString();
    };
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }

  /**
   * @param at JSON Pointer of the record in its document
   * @param value any JSON value
   */
  public record Located(JsonPointer at, JsonNode value) {}
}
