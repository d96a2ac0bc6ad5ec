package dev.firn.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.firn.contract.TableContract.Layout;
import java.io.CharConversionException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * The records of a document, one at a time: memory holds one record, whatever the document weighs.
 */
public final class Records implements Closeable {

  private final JsonParser parser;
  private final JsonPointer place;
  private final Layout layout;

  /** The document is no array but its only record. */
  private final boolean single;

  private long next;
  private boolean ended;

  private Records(JsonParser parser, JsonPointer place, Layout layout, boolean single) {
    this.parser = parser;
    this.place = place;
    this.layout = layout;
    this.single = single;
  }

  /**
   * @param place where they are
   * @param layout how they are there; of lines, the place is the empty pointer
   * @throws UnreadableException if the bytes are no JSON or hold nothing like that there
   */
  public static Records open(InputStream in, JsonPointer place, Layout layout)
      throws IOException, UnreadableException {
    JsonParser parser = null;
    try {
      parser = Json.parser(in);
      if (parser.nextToken() == null) {
        throw new UnreadableException("the body is empty", parser.currentLocation());
      }
      for (JsonPointer rest = place; !rest.matches(); rest = rest.tail()) {
        if (!Descent.into(parser, rest)) {
          throw new UnreadableException(
              expected(layout, place) + ", found nothing there", parser.currentTokenLocation());
        }
      }
      JsonToken found = parser.currentToken();
      boolean single = layout == Layout.ITEMS && found != JsonToken.START_ARRAY && place.matches();
      boolean fits =
          switch (layout) {
            case ITEMS -> single || found == JsonToken.START_ARRAY;
            case MEMBERS -> found == JsonToken.START_OBJECT;
            case LINES -> true;
          };
      if (!fits) {
        throw new UnreadableException(
            expected(layout, place) + ", found " + name(found), parser.currentTokenLocation());
      }
      Records records = new Records(parser, place, layout, single);
      parser = null;
      return records;
    } catch (JsonProcessingException e) {
      throw UnreadableException.of(e, parser);
    } catch (CharConversionException e) {
      throw UnreadableException.of(e);
    } finally {
      if (parser != null) {
        parser.close();
      }
    }
  }

  private static String expected(Layout layout, JsonPointer place) {
    return "expected an %s of records%s"
        .formatted(
            layout == Layout.MEMBERS ? "object" : "array", place.matches() ? "" : " at " + place);
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
        JsonNode value = parser.readValueAsTree();
        finish();
        return new Located(JsonPointer.empty(), null, value);
      }
      return switch (layout) {
        case ITEMS -> item();
        case MEMBERS -> member();
        case LINES -> line();
      };
    } catch (JsonProcessingException e) {
      throw UnreadableException.of(e, parser);
    } catch (CharConversionException e) {
      throw UnreadableException.of(e);
    }
  }

  private Located item() throws IOException, UnreadableException {
    if (parser.nextToken() == JsonToken.END_ARRAY) {
      finish();
      return null;
    }
    return new Located(JsonPointer.compile(place + "/" + next++), null, parser.readValueAsTree());
  }

  private Located member() throws IOException, UnreadableException {
    if (parser.nextToken() == JsonToken.END_OBJECT) {
      finish();
      return null;
    }
    String name = parser.currentName();
    parser.nextToken();
    return new Located(Places.member(place, name), name, parser.readValueAsTree());
  }

  /** The first one has begun when this is asked for it. */
  private Located line() throws IOException {
    if (next > 0 && parser.nextToken() == null) {
      ended = true;
      return null;
    }
    return new Located(JsonPointer.compile("/" + next++), null, parser.readValueAsTree());
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
   * @param at JSON Pointer of the record in its document; of lines, as if these were an array
   * @param name of the member that it is; null when it is none
   * @param value any JSON value
   */
  public record Located(JsonPointer at, String name, JsonNode value) {}
}
