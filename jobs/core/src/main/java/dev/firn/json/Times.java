package dev.firn.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.firn.contract.ColumnType.Primitive;
import dev.firn.contract.Conversion;
import dev.firn.contract.Conversion.Step;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;
import java.util.Optional;

/**
 * Dates and times: text as the contract says that it is spelt, ISO 8601 if it says nothing, or a
 * count from 1970. What the value does not say is not made up, and what a column cannot hold is not
 * cut off, unless the contract declares it.
 */
public final class Times {

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");
  private static final String YEARS = "the years 1 to 9999";

  /** Of a count's digits before the point, either way, that it may mean a time by. */
  private static final int SANE = 30;

  private Times() {}

  /**
   * As the column's type has it: {@link LocalDate}, {@link LocalDateTime} for what clocks show
   * somewhere (epochs are taken for UTC's), or {@link Instant}; empty where blank text is none.
   *
   * @throws UnfitException if the value is not such a time
   */
  public static Optional<Temporal> of(JsonNode value, Primitive type, Conversion conversion)
      throws UnfitException {
    JsonNode bare = value;
    if (conversion.has(Step.PARSE) && value.isTextual()) {
      bare = TextNode.valueOf(value.textValue().strip());
      if (bare.textValue().isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.of(
        switch (type) {
          case DATE -> date(bare, conversion);
          case TIMESTAMP -> LocalDateTime.ofInstant(time(bare, false, conversion), ZoneOffset.UTC);
          case TIMESTAMPTZ -> time(bare, true, conversion);
          case STRING, BOOLEAN, INT, LONG, FLOAT, DOUBLE, UUID, BINARY ->
              throw new IllegalArgumentException(type + " is no time");
        });
  }

  /**
   * Since 1970-01-01T00:00:00Z, exactly; of a time without an offset as if it were UTC's. Empty for
   * null and for nothing at all.
   */
  static Optional<BigDecimal> seconds(JsonNode value, Primitive type, Conversion conversion)
      throws UnfitException {
    return value.isNull() || value.isMissingNode()
        ? Optional.empty()
        : of(value, type, conversion).map(Times::seconds);
  }

  private static BigDecimal seconds(Temporal time) {
    Instant instant =
        time instanceof LocalDate date
            ? date.atStartOfDay(ZoneOffset.UTC).toInstant()
            : time instanceof LocalDateTime local
                ? local.toInstant(ZoneOffset.UTC)
                : (Instant) time;
    return BigDecimal.valueOf(instant.getEpochSecond())
        .add(BigDecimal.valueOf(instant.getNano(), 9));
  }

  private static LocalDate date(JsonNode value, Conversion conversion) throws UnfitException {
    String spelling = conversion.format() == null ? "YYYY-MM-DD" : conversion.format().toString();
    require(value.isTextual(), value, "a date as text (%s)".formatted(spelling));
    try {
      LocalDate date =
          conversion.format() == null
              ? LocalDate.parse(value.textValue())
              : TimeText.of(value.textValue(), conversion.format()).date();
      boolean within = date.getYear() >= 1 && date.getYear() <= 9999;
      require(within, value, "a date of " + YEARS);
      return date;
    } catch (DateTimeException e) {
      throw new UnfitException("a date (%s)".formatted(spelling), value);
    }
  }

  private static Instant time(JsonNode value, boolean zoned, Conversion conversion)
      throws UnfitException {
    if (conversion.has(Step.EPOCH_SECONDS)) {
      return epoch(value, 6, conversion);
    } else if (conversion.has(Step.EPOCH_MILLIS)) {
      return epoch(value, 3, conversion);
    } else if (conversion.has(Step.EPOCH_MICROS)) {
      return epoch(value, 0, conversion);
    }
    return text(value, zoned, conversion);
  }

  /**
   * @param decimals of the unit that microseconds are
   */
  private static Instant epoch(JsonNode value, int decimals, Conversion conversion)
      throws UnfitException {
    Optional<BigDecimal> spelt =
        value.isTextual() && conversion.has(Step.PARSE)
            ? SpeltNumber.of(value.textValue())
            : Optional.of(value).filter(JsonNode::isNumber).map(JsonNode::decimalValue);
    BigDecimal count = spelt.orElseThrow(() -> new UnfitException("a number", value));
    // Looks at the size first: a few bytes can name a number with a billion digits.
    long size = count.signum() == 0 ? 0 : (long) count.precision() - count.scale();
    require(size < SANE, value, "a time within " + YEARS);
    BigDecimal micros =
        size < -SANE ? BigDecimal.valueOf(count.signum(), SANE) : count.scaleByPowerOfTen(decimals);
    BigDecimal whole = micros.setScale(0, RoundingMode.FLOOR);
    require(
        conversion.has(Step.TRUNCATE) || whole.compareTo(micros) == 0,
        value,
        "a time in whole microseconds (declare truncate)");
    require(
        whole.compareTo(micros(FIRST)) >= 0 && whole.compareTo(micros(LAST)) <= 0,
        value,
        "a time within " + YEARS);
    return Instant.EPOCH.plus(whole.longValueExact(), ChronoUnit.MICROS);
  }

  private static BigDecimal micros(Instant time) {
    return seconds(time).scaleByPowerOfTen(6);
  }

  private static Instant text(JsonNode value, boolean zoned, Conversion conversion)
      throws UnfitException {
    String spelling = conversion.format() == null ? "ISO 8601" : conversion.format().toString();
    require(value.isTextual(), value, "a time as text (%s)".formatted(spelling));
    try {
      TimeText text =
          conversion.format() == null
              ? TimeText.iso(value.textValue())
              : TimeText.of(value.textValue(), conversion.format());
      String objection = objection(text, zoned, conversion, spelling);
      require(objection == null, value, objection);
      Instant time = text.instant();
      boolean within = !time.isBefore(FIRST) && !time.isAfter(LAST);
      require(within, value, "a time within " + YEARS);
      return time;
    } catch (DateTimeException e) {
      throw new UnfitException(
          conversion.format() == null
              ? expected(zoned, spelling)
              : "a time (%s)".formatted(spelling),
          value);
    }
  }

  private static String expected(boolean zoned, String spelling) {
    return "a time %s (%s)".formatted(zoned ? "with its offset" : "without an offset", spelling);
  }

  /** What is expected of a time that says not enough or too much; null if nothing. */
  private static String objection(
      TimeText text, boolean zoned, Conversion conversion, String spelling) {
    if (text.clock() == null) {
      return conversion.has(Step.START_OF_DAY)
          ? null
          : "a time, not a date alone (declare startOfDay)";
    } else if (!zoned && text.offset() != null) {
      return expected(false, spelling);
    } else if (zoned && text.offset() == null && !conversion.has(Step.UTC)) {
      return "a time with its offset (declare utc)";
    } else if (text.isLeapSecond()) {
      return "a time without a leap second";
    } else if (text.isFiner() && !conversion.has(Step.TRUNCATE)) {
      return "a time in whole microseconds (declare truncate)";
    }
    return null;
  }

  private static void require(boolean fits, JsonNode value, String expected) throws UnfitException {
    if (!fits) {
      throw new UnfitException(expected, value);
    }
  }
}
