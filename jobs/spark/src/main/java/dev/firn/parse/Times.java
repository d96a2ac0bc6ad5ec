package dev.firn.parse;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.firn.contract.Conversion;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates and times. Text is ISO 8601's extended format, which RFC 3339 is a part of, in all the
 * spellings that mean one time: a blank or {@code t} for {@code T}, {@code z} for {@code Z}, no
 * seconds, a comma, offsets of hours alone or without a colon. What it does not say is not made up,
 * and what a column cannot hold is not cut off, unless the contract declares it.
 */
final class Times {

  private static final Pattern ISO =
      Pattern.compile(
          "(?<date>[+-]?\\d{4,9}-\\d\\d-\\d\\d)"
              + "(?:[Tt ](?<clock>\\d\\d:\\d\\d(?::(?<second>\\d\\d))?)"
              + "(?:[.,](?<micros>\\d{1,6})(?<finer>\\d*))?"
              + "(?<offset>[Zz]|[+-]\\d\\d(?::?\\d\\d)?)?)?");

  private static final String LEAP_SECOND = "60";

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");
  private static final String YEARS = "the years 1 to 9999";

  private Times() {}

  static LocalDate date(JsonNode value, JsonPointer at) throws Rejection {
    String text =
        Values.require(value.isTextual(), value, "a date as text (YYYY-MM-DD)", at).textValue();
    try {
      LocalDate date = LocalDate.parse(text);
      boolean within = date.getYear() >= 1 && date.getYear() <= 9999;
      Values.require(within, value, "a date of " + YEARS, at);
      return date;
    } catch (DateTimeException e) {
      throw Values.unfit(value, "a date (YYYY-MM-DD)", at);
    }
  }

  /** What clocks show, wherever they are; epochs are taken for UTC's. */
  static LocalDateTime local(JsonNode value, Conversion conversion, JsonPointer at)
      throws Rejection {
    return LocalDateTime.ofInstant(time(value, false, conversion, at), ZoneOffset.UTC);
  }

  static Instant instant(JsonNode value, Conversion conversion, JsonPointer at) throws Rejection {
    return time(value, true, conversion, at);
  }

  private static Instant time(JsonNode value, boolean zoned, Conversion conversion, JsonPointer at)
      throws Rejection {
    return switch (conversion) {
      case EPOCH_SECONDS -> epoch(value, 1, at);
      case EPOCH_MILLIS -> epoch(value, 1_000, at);
      case EPOCH_MICROS -> epoch(value, 1_000_000, at);
      case NONE,
          JSON,
          PARSE,
          WHOLE_NUMBER,
          ZERO_ONE,
          TEXT,
          UTC,
          START_OF_DAY,
          TRUNCATE,
          BASE64,
          BASE64_URL ->
          text(value, zoned, conversion, at);
    };
  }

  private static Instant epoch(JsonNode value, long perSecond, JsonPointer at) throws Rejection {
    long units = Values.integer(value, at);
    long seconds = Math.floorDiv(units, perSecond);
    long nanos = Math.floorMod(units, perSecond) * (1_000_000_000 / perSecond);
    boolean within = seconds >= FIRST.getEpochSecond() && seconds <= LAST.getEpochSecond();
    Values.require(within, value, "a time within " + YEARS, at);
    return Instant.ofEpochSecond(seconds, nanos);
  }

  private static Instant text(JsonNode value, boolean zoned, Conversion conversion, JsonPointer at)
      throws Rejection {
    String text =
        Values.require(value.isTextual(), value, "a time as text (ISO 8601)", at).textValue();
    Matcher iso = ISO.matcher(text);
    Values.require(iso.matches(), value, expected(zoned), at);
    String objection = objection(iso, zoned, conversion);
    Values.require(objection == null, value, objection, at);
    try {
      Instant time = spelt(iso);
      boolean within = !time.isBefore(FIRST) && !time.isAfter(LAST);
      Values.require(within, value, "a time within " + YEARS, at);
      return time;
    } catch (DateTimeException e) {
      throw Values.unfit(value, expected(zoned), at);
    }
  }

  private static String expected(boolean zoned) {
    return zoned ? "a time with its offset (ISO 8601)" : "a time without an offset (ISO 8601)";
  }

  /** What is expected of a time that is ISO 8601 but not enough or too much; null if nothing. */
  private static String objection(Matcher iso, boolean zoned, Conversion conversion) {
    String offset = iso.group("offset");
    if (iso.group("clock") == null) {
      return conversion == Conversion.START_OF_DAY
          ? null
          : "a time, not a date alone (declare startOfDay)";
    } else if (!zoned && offset != null) {
      return expected(false);
    } else if (zoned && offset == null && conversion != Conversion.UTC) {
      return "a time with its offset (declare utc)";
    } else if (LEAP_SECOND.equals(iso.group("second"))) {
      return "a time without a leap second";
    } else if (isFiner(iso) && conversion != Conversion.TRUNCATE) {
      return "a time in whole microseconds (declare truncate)";
    }
    return null;
  }

  private static boolean isFiner(Matcher iso) {
    String finer = iso.group("finer");
    return finer != null && finer.chars().anyMatch(digit -> digit != '0');
  }

  /** Java reads the same, but in one spelling only. */
  private static Instant spelt(Matcher iso) {
    LocalDate date = LocalDate.parse(iso.group("date"));
    if (iso.group("clock") == null) {
      return date.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
    String micros = iso.group("micros") == null ? "" : "." + iso.group("micros");
    String offset = iso.group("offset") == null ? "Z" : iso.group("offset");
    return date.atTime(LocalTime.parse(iso.group("clock") + micros))
        .toInstant(ZoneOffset.of(offset.toUpperCase(Locale.ROOT)));
  }
}
