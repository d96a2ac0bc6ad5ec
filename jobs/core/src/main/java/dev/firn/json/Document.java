package dev.firn.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** What a whole document says at a few places, read without holding the document. */
public final class Document {

  private Document() {}

  /**
   * Reads the values at the pointers and, on the way, proves that the bytes are one well-formed
   * JSON document.
   *
   * @return a node for each pointer; {@link MissingNode} where there is nothing
   * @throws UnreadableException if the bytes are no JSON document
   */
  public static Map<JsonPointer, JsonNode> values(InputStream in, Collection<JsonPointer> pointers)
      throws IOException, UnreadableException {
    return read(in, pointers, true);
  }

  /**
   * As {@link #values}, but reads no further than it has to: proves nothing about the rest of the
   * document.
   */
  public static Map<JsonPointer, JsonNode> peek(InputStream in, Collection<JsonPointer> pointers)
      throws IOException, UnreadableException {
    return read(in, pointers, false);
  }

  private static Map<JsonPointer, JsonNode> read(
      InputStream in, Collection<JsonPointer> pointers, boolean whole)
      throws IOException, UnreadableException {
    Map<JsonPointer, JsonNode> found = new HashMap<>();
    pointers.forEach(pointer -> found.put(pointer, MissingNode.getInstance()));
    try (JsonParser parser = Json.parser(in)) {
      read(parser, found, whole);
      return found;
    } catch (CharConversionException e) {
      throw UnreadableException.of(e);
    }
  }

  private static void read(JsonParser parser, Map<JsonPointer, JsonNode> found, boolean whole)
      throws IOException, UnreadableException {
    try {
      if (parser.nextToken() == null) {
        throw new UnreadableException("the body is empty", parser.currentLocation());
      }
      boolean ended = collect(parser, found, whole);
      if (ended) {
        requireEnd(parser);
      }
    } catch (JsonProcessingException e) {
      throw UnreadableException.of(e, parser);
    }
  }

  /**
   * Reads the value that the parser stands on; its pointers are relative to that value.
   *
   * @return whether it was read to its end
   */
  private static boolean collect(JsonParser parser, Map<JsonPointer, JsonNode> found, boolean whole)
      throws IOException {
    int depth = 0;
    do {
      JsonToken token = parser.currentToken();
      if (token.isStructEnd()) {
        depth--;
      } else if (token != JsonToken.FIELD_NAME) {
        JsonPointer here = parser.getParsingContext().pathAsPointer();
        if (found.containsKey(here)) {
          JsonNode value = parser.readValueAsTree();
          found.put(here, value);
          below(here, value, found);
          if (!whole && found.values().stream().noneMatch(JsonNode::isMissingNode)) {
            return false;
          }
        } else if (token.isStructStart() && mayHold(here, found)) {
          depth++;
        } else {
          parser.skipChildren();
        }
      }
    } while (depth > 0 && parser.nextToken() != null);
    return true;
  }

  private static boolean mayHold(JsonPointer here, Map<JsonPointer, JsonNode> wanted) {
    String prefix = here + "/";
    return wanted.keySet().stream().anyMatch(pointer -> pointer.toString().startsWith(prefix));
  }

  private static void below(JsonPointer here, JsonNode value, Map<JsonPointer, JsonNode> found) {
    String prefix = here + "/";
    found.replaceAll(
        (pointer, known) ->
            pointer.toString().startsWith(prefix)
                ? value.at(pointer.toString().substring(here.toString().length()))
                : known);
  }

  static void requireEnd(JsonParser parser) throws IOException, UnreadableException {
    JsonToken more = parser.nextToken();
    if (more != null) {
      throw new UnreadableException(
          "the document goes on after its end", parser.currentTokenLocation());
    }
  }
}
