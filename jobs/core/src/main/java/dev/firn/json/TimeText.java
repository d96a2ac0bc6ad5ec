package dev.firn.json;

import dev.firn.contract.TimeFormat;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a text says about a time. ISO 8601's extended format, which RFC 3339 is a part of, is taken
 * in all the spellings that mean one time: a blank or {@code t} for {@code T}, {@code z} for {@code
 * Z}, no seconds, a comma, offsets of hours alone or without a colon.
 *
 * @param clock in whole microseconds; null when it is a date alone
 * @param isFiner whether it says more than whole microseconds
 * @param isLeapSecond whether it is the 60th second of a minute, whose 59th is {@code clock} then
 * @param offset null when it has none
 */
record TimeText(
    LocalDate date, LocalTime clock, boolean isFiner, boolean isLeapSecond, ZoneOffset offset) {

  private static final Pattern ISO =
      Pattern.compile(
          "(?<date>[+-]?\\d{4,9}-\\d\\d-\\d\\d)"
              + "(?:[Tt ](?<minute>\\d\\d:\\d\\d)"
              + "(?::(?<second>\\d\\d)(?:[.,](?<micros>\\d{1,6})(?<finer>\\d*))?)?"
              + "(?<offset>[Zz]|[+-]\\d\\d(?::?\\d\\d)?)?)?");

  private static final String LEAP_SECOND = "60";

  /**
   * @throws DateTimeException if it is no time in ISO 8601
   */
  static TimeText iso(String text) {
    Matcher iso = ISO.matcher(text);
    if (!iso.matches()) {
      throw new DateTimeException("not ISO 8601: " + text);
    }
    boolean leap = LEAP_SECOND.equals(iso.group("second"));
    String finer = iso.group("finer");
    return new TimeText(
        LocalDate.parse(iso.group("date")),
        iso.group("minute") == null ? null : clock(iso, leap),
        finer != null && finer.chars().anyMatch(digit -> digit != '0'),
        leap,
        iso.group("offset") == null
            ? null
            : ZoneOffset.of(iso.group("offset").toUpperCase(Locale.ROOT)));
  }

  /** Java reads the same, but in one spelling only. */
  private static LocalTime clock(Matcher iso, boolean leap) {
    String second = iso.group("second") == null ? "" : ":" + (leap ? "59" : iso.group("second"));
    String micros = iso.group("micros") == null ? "" : "." + iso.group("micros");
    return LocalTime.parse(iso.group("minute") + second + micros);
  }

  /**
   * @throws DateTimeException if it is not spelt so
   */
  static TimeText of(String text, TimeFormat format) {
    TemporalAccessor read = format.parse(text);
    LocalTime clock = read.query(TemporalQueries.localTime());
    LocalTime micros = clock == null ? null : clock.truncatedTo(ChronoUnit.MICROS);
    return new TimeText(
        LocalDate.from(read),
        micros,
        !Objects.equals(clock, micros),
        false,
        read.query(TemporalQueries.offset()));
  }

  /** A date alone is its first moment; a time without an offset is taken for UTC's. */
  Instant instant() {
    return date.atTime(clock == null ? LocalTime.MIN : clock)
        .toInstant(offset == null ? ZoneOffset.UTC : offset);
  }
}
