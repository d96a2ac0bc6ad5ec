package dev.firn.contract;

/** {@code transformLogic}: how a JSON value becomes the column's type. */
public enum Conversion {
  /** The JSON type fits the column: text to string, numbers to numbers, ISO 8601 text to times. */
  NONE("none"),
  /** Whole seconds since 1970-01-01T00:00:00Z. */
  EPOCH_SECONDS("epochSeconds"),
  /** Whole milliseconds since 1970-01-01T00:00:00Z. */
  EPOCH_MILLIS("epochMillis"),
  /** Whole microseconds since 1970-01-01T00:00:00Z. */
  EPOCH_MICROS("epochMicros"),
  /** Any JSON value, as JSON text: exact, but without white space, exponents written out. */
  JSON("json"),
  /**
   * Text that spells the column's number, boolean, date or time, with blanks around it; blank text
   * is null. Numbers and booleans are taken too.
   */
  PARSE("parse"),
  /** A number without a fraction, however it is spelt: 95.0 is 95. */
  WHOLE_NUMBER("wholeNumber"),
  /** 0 is false, 1 is true; booleans are taken too. */
  ZERO_ONE("zeroOne"),
  /** Text, or the spelling of a number or boolean. */
  TEXT("text"),
  /** ISO 8601 text whose offset, if it has none, is UTC's. */
  UTC("utc"),
  /** ISO 8601 text; a date alone is its first moment, in UTC. */
  START_OF_DAY("startOfDay"),
  /** ISO 8601 text; what is finer than microseconds is cut off. */
  TRUNCATE("truncate"),
  /** Bytes as base 64 (RFC 4648, 4); padding may be left out. */
  BASE64("base64"),
  /** Bytes as base 64 in the alphabet for URLs (RFC 4648, 5); padding may be left out. */
  BASE64_URL("base64url");

  private final String word;

  Conversion(String word) {
    this.word = word;
  }

  /** The word contracts use. */
  public String word() {
    return word;
  }
}
