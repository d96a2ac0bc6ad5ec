package dev.firn.contract;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/**
 * How a third party spells dates or times: a pattern of {@link DateTimeFormatter}. Names are
 * English, and 30 February is no date.
 */
public final class TimeFormat implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final ZonedDateTime SAMPLE =
      ZonedDateTime.of(2024, 11, 29, 13, 47, 59, 123_456_000, ZoneOffset.UTC);

  private final String pattern;
  private final transient DateTimeFormatter formatter;

  /**
   * @throws IllegalArgumentException if it is no pattern
   */
  public TimeFormat(String pattern) {
    this.pattern = pattern;
    this.formatter =
        new DateTimeFormatterBuilder()
            .appendPattern(pattern)
            // What y counts is of an era, and hardly anybody writes which.
            .parseDefaulting(ChronoField.ERA, 1)
            .toFormatter(Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);
  }

  /**
   * @throws DateTimeException if the text is not spelt so
   */
  public TemporalAccessor parse(String text) {
    return formatter.parse(text);
  }

  /** What can be read back of a time that is spelt so; empty when nothing can. */
  Optional<TemporalAccessor> sample() {
    try {
      return Optional.of(parse(formatter.format(SAMPLE)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private Object readResolve() {
    return new TimeFormat(pattern);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TimeFormat format && format.pattern.equals(pattern);
  }

  @Override
  public int hashCode() {
    return pattern.hashCode();
  }

  /** The pattern. */
  @Override
  public String toString() {
    return pattern;
  }
}
