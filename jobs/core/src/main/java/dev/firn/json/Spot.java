package dev.firn.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.firn.contract.TableContract.Layout;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Where a value stands in a document, and what stands around it, as it was sent.
 *
 * @param at JSON Pointer of the value; of lines, as if these were an array
 * @param line from 1
 * @param offset of its first byte, from 0
 * @param length in bytes; 1, for the bracket alone, of an object or array
 * @param before the text in front of it: {@value #AROUND} bytes at most
 * @param value its text, or that of its first {@value #AROUND} bytes
 * @param after the text behind it, {@value #AROUND} bytes at most; empty when the value is cut off
 */
public record Spot(
    JsonPointer at,
    long line,
    long offset,
    long length,
    String before,
    String value,
    String after) {

  /** Bytes; whole characters only. */
  public static final int AROUND = 1000;

  /**
   * Finds the value at the pointer, or the nearest one above it that is there. Reads no further
   * than it has to, and holds a few kilobytes, whatever the document weighs.
   *
   * @throws UnreadableException if the bytes are no JSON on the way there, or no UTF-8
   */
  public static Spot find(InputStream in, JsonPointer place, Layout layout)
      throws IOException, UnreadableException {
    Recorder bytes = new Recorder(in);
    try (JsonParser parser = Json.parser(bytes)) {
      return find(parser, bytes, place, layout);
    } catch (CharConversionException e) {
      throw UnreadableException.of(e);
    }
  }

  private static Spot find(JsonParser parser, Recorder bytes, JsonPointer place, Layout layout)
      throws IOException, UnreadableException {
    try {
      if (parser.nextToken() == null) {
        throw new UnreadableException("the body is empty", parser.currentLocation());
      }
      Found found = new Found(bytes, parser);
      JsonPointer rest = place;
      if (layout == Layout.LINES && !place.matches()) {
        if (!goTo(parser, place.getMatchingIndex())) {
          return found.spot(JsonPointer.empty());
        }
        rest = place.tail();
        found = new Found(bytes, parser);
      }
      for (; !rest.matches() && Descent.into(parser, rest); rest = rest.tail()) {
        found = new Found(bytes, parser);
      }
      if (rest.matches()) {
        found.end(parser);
      }
      String all = place.toString();
      String at = all.substring(0, all.length() - rest.toString().length());
      return found.spot(JsonPointer.compile(at));
    } catch (JsonProcessingException e) {
      throw UnreadableException.of(e, parser);
    }
  }

  /** From the first line to that one. */
  private static boolean goTo(JsonParser parser, int line) throws IOException {
    for (int i = 0; i < line; i++) {
      parser.skipChildren();
      if (parser.nextToken() == null) {
        return false;
      }
    }
    return line >= 0;
  }

  /** The value that a parser stands on. */
  private static final class Found {

    private final Recorder bytes;
    private final long line;
    private final long offset;
    private final int before;
    private int length = 1;

    Found(Recorder bytes, JsonParser parser) throws UnreadableException {
      this.bytes = bytes;
      this.line = parser.currentTokenLocation().getLineNr();
      this.offset = parser.currentTokenLocation().getByteOffset();
      if (offset < 0) {
        throw new UnreadableException(
            "only of UTF-8 can places be shown, and this is something else",
            parser.currentTokenLocation());
      }
      this.before = (int) (offset - bytes.keep(offset, AROUND, 2 * AROUND));
    }

    void end(JsonParser parser) throws IOException {
      if (parser.currentToken().isScalarValue()) {
        parser.finishToken();
        length = Math.toIntExact(parser.currentLocation().getByteOffset() - offset);
      }
    }

    Spot spot(JsonPointer at) throws IOException {
      byte[] kept = bytes.kept();
      int end = before + Math.min(length, AROUND);
      int last = length > AROUND ? end : Math.min(kept.length, end + AROUND);
      return new Spot(
          at,
          line,
          offset,
          length,
          text(kept, 0, before),
          text(kept, before, end),
          text(kept, end, last));
    }

    /** Without the parts of characters that were cut off at its ends. */
    private static String text(byte[] bytes, int from, int to) {
      int first = from;
      while (first < to && (bytes[first] & 0xc0) == 0x80) {
        first++;
      }
      CharBuffer text = CharBuffer.allocate(to - first);
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .decode(ByteBuffer.wrap(bytes, first, to - first), text, false);
      return text.flip().toString();
    }
  }
}
