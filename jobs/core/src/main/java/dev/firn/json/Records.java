package dev.firn.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.firn.contract.TableContract;
import dev.firn.contract.TableContract.Layout;
import java.io.CharConversionException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * The records of a document, one at a time: memory holds one record, whatever the document weighs.
 * Only of columns it holds all, since the first record ends where the last one does.
 */
public final class Records implements Closeable {

  private final JsonParser parser;
  private final JsonPointer place;
  private final Layout layout;

  /** The document is no array but its only record. */
  private final boolean single;

  /** Of columns, all of them; null before the first record. */
  private ParallelArrays arrays;

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
    return open(in, place, layout, false);
  }

  /** As the table's contract says. */
  public static Records open(InputStream in, TableContract table)
      throws IOException, UnreadableException {
    return open(in, table.records(), table.layout(), table.mayBeAbsent());
  }

  /**
   * @param mayBeAbsent whether nothing, null or an empty object there means that there are none
   */
  public static Records open(InputStream in, JsonPointer place, Layout layout, boolean mayBeAbsent)
      throws IOException, UnreadableException {
    JsonParser parser = null;
    try {
      parser = Json.parser(in);
      if (parser.nextToken() == null) {
        throw new UnreadableException("the body is empty", parser.currentLocation());
      }
      Records records =
          at(parser, place, layout, mayBeAbsent)
              ? there(parser, place, layout, mayBeAbsent)
              : none(parser, place, layout);
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

  /** Moves the parser to the records; false when nothing is there, and need not be. */
  private static boolean at(
      JsonParser parser, JsonPointer place, Layout layout, boolean mayBeAbsent)
      throws IOException, UnreadableException {
    for (JsonPointer rest = place; !rest.matches(); rest = rest.tail()) {
      if (!Descent.into(parser, rest)) {
        boolean isLast = rest.tail().matches();
        if (mayBeAbsent && isLast && parser.currentToken() == JsonToken.END_OBJECT) {
          return false;
        }
        throw new UnreadableException(
            expected(layout, place) + ", found nothing there", parser.currentTokenLocation());
      }
    }
    return true;
  }

  private static Records there(
      JsonParser parser, JsonPointer place, Layout layout, boolean mayBeAbsent)
      throws IOException, UnreadableException {
    JsonToken found = parser.currentToken();
    if (mayBeAbsent && found == JsonToken.VALUE_NULL) {
      return none(parser, place, layout);
    }
    boolean single = layout == Layout.ITEMS && found != JsonToken.START_ARRAY && place.matches();
    boolean fits =
        switch (layout) {
          case ITEMS -> single || found == JsonToken.START_ARRAY;
          case MEMBERS, COLUMNS -> found == JsonToken.START_OBJECT;
          case LINES -> true;
        };
    if (fits) {
      return new Records(parser, place, layout, single);
    }
    JsonLocation there = parser.currentTokenLocation();
    if (mayBeAbsent && (isEmptyObject(parser) || isEmptyArray(parser))) {
      return none(parser, place, layout);
    }
    throw new UnreadableException(expected(layout, place) + ", found " + name(found), there);
  }

  private static boolean isEmptyObject(JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.START_OBJECT
        && parser.nextToken() == JsonToken.END_OBJECT;
  }

  private static boolean isEmptyArray(JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.START_ARRAY
        && parser.nextToken() == JsonToken.END_ARRAY;
  }

  private static Records none(JsonParser parser, JsonPointer place, Layout layout)
      throws IOException, UnreadableException {
    Records none = new Records(parser, place, layout, false);
    none.finish();
    return none;
  }

  private static String expected(Layout layout, JsonPointer place) {
    String what =
        switch (layout) {
          case ITEMS, LINES -> "an array of records";
          case MEMBERS -> "an object of records";
          case COLUMNS -> "an object of arrays";
        };
    return "expected %s%s".formatted(what, place.matches() ? "" : " at " + place);
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
        case COLUMNS -> row();
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

  private Located row() throws IOException, UnreadableException {
    if (arrays == null) {
      JsonLocation start = parser.currentTokenLocation();
      arrays = ParallelArrays.of(place, parser.readValueAsTree(), start);
    }
    if (next == arrays.length()) {
      finish();
      return null;
    }
    return arrays.record(Math.toIntExact(next++));
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
   * @param at JSON Pointer of the record in its document; of lines and columns, as if these were an
   *     array
   * @param name of the member that it is; null when it is none
   * @param value any JSON value
   * @param from the arrays that it was put together from; null when it stands there in one piece
   */
  public record Located(JsonPointer at, String name, JsonNode value, ParallelArrays from) {

    /** One that stands there in one piece. */
    public Located(JsonPointer at, String name, JsonNode value) {
      this(at, name, value, null);
    }

    /** Where in the document that is which stands there in the record. */
    public JsonPointer place(JsonPointer inRecord) {
      return from == null || inRecord.matches()
          ? at.append(inRecord)
          : from.place(at.last().getMatchingIndex(), inRecord);
    }
  }
}
