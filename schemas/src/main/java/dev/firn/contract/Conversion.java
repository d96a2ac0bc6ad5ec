package dev.firn.contract;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a JSON value becomes the column's type. Without steps and format the JSON type has to fit the
 * column: text to string, numbers to numbers, ISO 8601 text to times.
 *
 * @param steps of {@code transformLogic}, in the order in which they are taken, each once
 * @param format how dates and times are spelt; null: as ISO 8601
 */
public record Conversion(List<Step> steps, TimeFormat format) implements Serializable {

  public static final Conversion NONE = new Conversion(List.of(), null);

  /** A word of {@code transformLogic}; the constants' order is that in which they are taken. */
  public enum Step {
    /**
     * Text that spells the column's number, boolean, date or time, with blanks around it; blank
     * text is null. Numbers and booleans are taken too.
     */
    PARSE("parse"),
    /** Seconds since 1970-01-01T00:00:00Z. */
    EPOCH_SECONDS("epochSeconds"),
    /** Milliseconds since 1970-01-01T00:00:00Z. */
    EPOCH_MILLIS("epochMillis"),
    /** Microseconds since 1970-01-01T00:00:00Z. */
    EPOCH_MICROS("epochMicros"),
    /** Of {@code []}, <code>{}</code> and empty text each is an empty list, map or object. */
    ANY_EMPTY("anyEmpty"),
    /** A value that is no array is a list of that value alone. */
    ONE_OR_MANY("oneOrMany"),
    /** A number without a fraction, however it is spelt: 95.0 is 95. */
    WHOLE_NUMBER("wholeNumber"),
    /** 0 is false, 1 is true; booleans are taken too. */
    ZERO_ONE("zeroOne"),
    /** Y and yes are true, N and no are false, in any case; booleans are taken too. */
    YES_NO("yesNo"),
    /** Any JSON value, as JSON text: exact, but without white space, exponents written out. */
    JSON("json"),
    /** Text, or the spelling of a number or boolean. */
    TEXT("text"),
    /** Bytes as base 64 (RFC 4648, 4); padding may be left out. */
    BASE64("base64"),
    /** Bytes as base 64 in the alphabet for URLs (RFC 4648, 5); padding may be left out. */
    BASE64_URL("base64url"),
    /** The offset of a time that has none is UTC's. */
    UTC("utc"),
    /** A date alone is its first moment, in UTC. */
    START_OF_DAY("startOfDay"),
    /** What is finer than microseconds is cut off. */
    TRUNCATE("truncate");

    private final String word;

    Step(String word) {
      this.word = word;
    }

    /** The word contracts use. */
    public String word() {
      return word;
    }
  }

  public Conversion {
    steps = steps.stream().sorted().distinct().toList();
  }

  public static Conversion of(Step... steps) {
    return new Conversion(List.of(steps), null);
  }

  public boolean has(Step step) {
    return steps.contains(step);
  }

  /** Whether it counts from 1970. */
  public boolean isEpoch() {
    return has(Step.EPOCH_SECONDS) || has(Step.EPOCH_MILLIS) || has(Step.EPOCH_MICROS);
  }

  /** Part of what tells the definitions of tables apart, so its spelling must never change. */
  @Override
  public String toString() {
    String words =
        steps.isEmpty() ? "NONE" : steps.stream().map(Step::name).collect(Collectors.joining("+"));
    return Stream.of(words, format)
        .filter(part -> part != null)
        .map(Object::toString)
        .collect(Collectors.joining(" of "));
  }
}
