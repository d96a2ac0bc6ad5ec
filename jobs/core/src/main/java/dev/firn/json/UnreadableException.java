package dev.firn.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.CharConversionException;
import java.util.regex.Pattern;

/**
 * A body that cannot be taken for what the contract says it is; carries the place where that
 * showed.
 */
public final class UnreadableException extends Exception {

  /** Jackson names the stream's class, which nobody wants to know. */
  private static final Pattern START =
      Pattern.compile("\\(start marker at \\[Source: .*; line: (\\d+), column: (\\d+)\\]\\)");

  private static final Pattern OTHER_START =
      Pattern.compile(
          "\\(for (\\w+) starting at \\[Source: .*; line: (\\d+), column: (\\d+)\\]\\)");

  /** It also says how a program would let such things pass. */
  private static final Pattern LENIENCE = Pattern.compile(": enable `[^`]*` to allow$");

  private final transient Place place;

  UnreadableException(String message, JsonLocation location) {
    super(message);
    this.place = Place.of(location);
  }

  /**
   * @param parser that threw it; of what is beyond its limits, only it knows the place
   */
  static UnreadableException of(JsonProcessingException e, JsonParser parser) {
    String message =
        START.matcher(e.getOriginalMessage()).replaceFirst("that began in line $1, column $2");
    message = OTHER_START.matcher(message).replaceFirst("for $1 that began in line $2, column $3");
    JsonLocation said = e.getLocation();
    return new UnreadableException(
        LENIENCE.matcher(message).replaceFirst(""), said == null ? parser.currentLocation() : said);
  }

  /** Bytes that are no text in the encoding that they begin with. */
  static UnreadableException of(CharConversionException e) {
    return new UnreadableException(e.getMessage(), null);
  }

  /** Where in the body. */
  public Place place() {
    return place;
  }

  /**
   * @param line from 1; 0 when unknown
   * @param column from 1; 0 when unknown
   * @param offset bytes from the start of the body; -1 when unknown
   */
  public record Place(int line, int column, long offset) {

    static Place of(JsonLocation location) {
      return location == null
          ? new Place(0, 0, -1)
          : new Place(
              Math.max(location.getLineNr(), 0),
              Math.max(location.getColumnNr(), 0),
              location.getByteOffset());
    }

    @Override
    public String toString() {
      return line == 0 ? "place unknown" : "line %d, column %d".formatted(line, column);
    }
  }
}
