package dev.firn.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.firn.contract.ColumnType.Primitive;
import dev.firn.contract.Conversion;
import dev.firn.contract.Conversion.Step;
import dev.firn.contract.TimeFormat;
import dev.firn.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates and times as third parties write them: one meaning or none. */
class TimesTest {

  private static final JsonPointer AT = JsonPointer.compile("/v");

  @ParameterizedTest
  @CsvSource({
    "EPOCH_SECONDS, 1700000000,       2023-11-14T22:13:20Z",
    "EPOCH_SECONDS, -1,               1969-12-31T23:59:59Z",
    "EPOCH_SECONDS, -62135596800,     0001-01-01T00:00:00Z",
    "EPOCH_MILLIS,  1700000000123,    2023-11-14T22:13:20.123Z",
    "EPOCH_MILLIS,  -1,               1969-12-31T23:59:59.999Z",
    "EPOCH_MICROS,  1700000000123456, 2023-11-14T22:13:20.123456Z",
    "EPOCH_MICROS,  -1,               1969-12-31T23:59:59.999999Z",
    "EPOCH_MICROS,  0,                1970-01-01T00:00:00Z",
    "EPOCH_SECONDS, 1700000000.123,   2023-11-14T22:13:20.123Z",
    "EPOCH_SECONDS, 1700000000.123456, 2023-11-14T22:13:20.123456Z",
    "EPOCH_SECONDS, 1700000000.1234560, 2023-11-14T22:13:20.123456Z",
    "EPOCH_SECONDS, 1.7e9,            2023-11-14T22:13:20Z",
    "EPOCH_SECONDS, -0.000001,        1969-12-31T23:59:59.999999Z",
    "EPOCH_SECONDS, 0e2000000000,     1970-01-01T00:00:00Z",
    "EPOCH_SECONDS, 253402300799.999999, 9999-12-31T23:59:59.999999Z",
    "EPOCH_MILLIS,  1700000000123.456, 2023-11-14T22:13:20.123456Z",
    "EPOCH_MICROS,  1700000000123456.0, 2023-11-14T22:13:20.123456Z",
  })
  void epochsCountFrom1970InBothDirections(Step unit, String json, Instant time) throws Exception {
    assertThat(value(json, Primitive.TIMESTAMPTZ, Conversion.of(unit))).isEqualTo(time);
    assertThat(value(json, Primitive.TIMESTAMP, Conversion.of(unit)))
        .isEqualTo(LocalDateTime.parse(time.toString().replace("Z", "")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "EPOCH_SECONDS | 1.0000001        | a time in whole microseconds (declare truncate), found 1.0000001",
        "EPOCH_SECONDS | 1e-2000000000    | a time in whole microseconds (declare truncate), found 1E-2000000000",
        "EPOCH_SECONDS | 1e2000000000     | a time within the years 1 to 9999, found 1E+2000000000",
        "EPOCH_SECONDS | 253402300800     | a time within the years 1 to 9999, found 253402300800",
        "EPOCH_SECONDS | \"1700000000\"   | a number, found \"1700000000\"",
        "EPOCH_SECONDS | true             | a number, found true",
        "EPOCH_MILLIS  | 1.0001           | a time in whole microseconds (declare truncate), found 1.0001",
        "EPOCH_SECONDS | 1700000000000    | a time within the years 1 to 9999, found 1700000000000",
        "EPOCH_SECONDS | -62135596801     | a time within the years 1 to 9999, found -62135596801",
        "EPOCH_MILLIS  | 9223372036854775807 | a time within the years 1 to 9999, found 9223372036854775807",
        "EPOCH_MICROS  | 1700000000123456.5 | a time in whole microseconds (declare truncate), found 1700000000123456.5",
      })
  void epochsOutOfRangeAreRefused(Step unit, String json, String refusal) {
    refused(json, Primitive.TIMESTAMPTZ, Conversion.of(unit), refusal);
  }

  @ParameterizedTest
  @CsvSource({
    "2024-02-29T12:00:00Z,                2024-02-29T12:00:00Z",
    "2024-02-29t12:00:00z,                2024-02-29T12:00:00Z",
    "2024-02-29 12:00:00Z,                2024-02-29T12:00:00Z",
    "2024-02-29T12:00Z,                   2024-02-29T12:00:00Z",
    "2024-02-29T12:00:00+0000,            2024-02-29T12:00:00Z",
    "2024-02-29T12:00:00+00,              2024-02-29T12:00:00Z",
    "2024-02-29T12:00:00-00:00,           2024-02-29T12:00:00Z",
    "2024-02-29T17:45:00+05:45,           2024-02-29T12:00:00Z",
    "2024-02-29 17:30:00+0530,            2024-02-29T12:00:00Z",
    "2024-02-29T04:00:00-08,              2024-02-29T12:00:00Z",
    "2024-01-01T00:30+01:00,              2023-12-31T23:30:00Z",
    "2024-01-01T14:00:00+14:00,           2024-01-01T00:00:00Z",
    "2024-02-29T12:00:00.1Z,              2024-02-29T12:00:00.1Z",
    "2024-02-29T12:00:00.123Z,            2024-02-29T12:00:00.123Z",
    "'2024-02-29T12:00:00,123Z',          2024-02-29T12:00:00.123Z",
    "2024-02-29T12:00:00.123456+05:30,    2024-02-29T06:30:00.123456Z",
    "2024-02-29T12:00:00.1234560Z,        2024-02-29T12:00:00.123456Z",
    "2024-02-29T12:00:00.123456000Z,      2024-02-29T12:00:00.123456Z",
    "1969-12-31T23:59:59.999999-00:00,    1969-12-31T23:59:59.999999Z",
    "0001-01-01T00:00:00Z,                0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999Z,         9999-12-31T23:59:59.999999Z",
  })
  void spellingsOfAnInstantAreThatInstant(String text, Instant time) throws Exception {
    assertThat(text(text, Primitive.TIMESTAMPTZ, Conversion.NONE)).isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource({
    "2024-02-29T12:00:00,        2024-02-29T12:00:00",
    "2024-02-29 12:00,           2024-02-29T12:00:00",
    "2024-02-29T12:00:00.5,      2024-02-29T12:00:00.5",
    "2024-02-29T12:00:00.100000000, 2024-02-29T12:00:00.1",
  })
  void timesWithoutOffsetAreTakenLiterally(String text, LocalDateTime time) throws Exception {
    assertThat(text(text, Primitive.TIMESTAMP, Conversion.NONE)).isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "TIMESTAMPTZ | 2024-02-29T12:00:00    | a time with its offset (declare utc)",
        "TIMESTAMPTZ | 2024-02-29             | a time, not a date alone (declare startOfDay)",
        "TIMESTAMP   | 2024-02-29             | a time, not a date alone (declare startOfDay)",
        "TIMESTAMP   | 2024-02-29T12:00:00Z   | a time without an offset (ISO 8601)",
        "TIMESTAMPTZ | 2024-02-29T12:00:00.1234567Z   | a time in whole microseconds (declare truncate)",
        "TIMESTAMPTZ | 2024-02-29T12:00:00.000000001Z | a time in whole microseconds (declare truncate)",
        "TIMESTAMPTZ | 2016-12-31T23:59:60Z   | a time without a leap second",
        "TIMESTAMPTZ | 2017-01-01T05:29:60+05:30 | a time without a leap second",
        "TIMESTAMPTZ | +12024-02-29T12:00:00Z | a time within the years 1 to 9999",
        "TIMESTAMPTZ | 0001-01-01T00:00:00+01:00 | a time within the years 1 to 9999",
        "TIMESTAMPTZ | 9999-12-31T23:59:59-01:00 | a time within the years 1 to 9999",
        "TIMESTAMP   | 0000-12-31T23:59:59    | a time within the years 1 to 9999",
      })
  void whatIsMissingOrTooMuchIsNamed(Primitive type, String text, String expected) {
    refusedText(text, type, Conversion.NONE, expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        " 2024-02-29T12:00:00Z",
        "2024-02-29T12:00:00Z ",
        "2024-02-29T12:00:00 Z",
        "2024-02-29T12:00:00 UTC",
        "2024-02-29T12:00:00[UTC]",
        "2024-02-29T12:00:00+1",
        "2024-02-29T12:00:00+19:00",
        "2024-02-29T12:00:00+05:75",
        "2024-02-29T12:00:00.Z",
        "2024-02-29T12:00.5Z",
        "2024-02-29T12Z",
        "2024-02-29T24:00:00Z",
        "2024-02-29T12:60:00Z",
        "2024-02-29T12:00:61Z",
        "2024-02-30T12:00:00Z",
        "2023-02-29T12:00:00Z",
        "2024-2-29T12:00:00Z",
        "24-02-29T12:00:00Z",
        "29.02.2024T12:00:00Z",
        "20240229T120000Z",
        "2024-W09-4T12:00:00Z",
        "2024-060T12:00:00Z",
        "1700000000",
        "２０２４-02-29T12:00:00Z",
      })
  void otherTextIsNoTime(String text) {
    refusedText(text, Primitive.TIMESTAMPTZ, Conversion.NONE, "a time with its offset (ISO 8601)");
  }

  @Test
  void onlyTextIsATime() {
    refused(
        "1700000000",
        Primitive.TIMESTAMPTZ,
        Conversion.NONE,
        "a time as text (ISO 8601), found 1700000000");
  }

  @Test
  void whatIsMissingIsMadeUpAsDeclared() throws Exception {
    assertThat(text("2024-02-29 12:00:00.5", Primitive.TIMESTAMPTZ, Conversion.of(Step.UTC)))
        .isEqualTo(Instant.parse("2024-02-29T12:00:00.5Z"));
    assertThat(text("2024-02-29T12:00:00+01:00", Primitive.TIMESTAMPTZ, Conversion.of(Step.UTC)))
        .isEqualTo(Instant.parse("2024-02-29T11:00:00Z"));
    refusedText(
        "2024-02-29",
        Primitive.TIMESTAMPTZ,
        Conversion.of(Step.UTC),
        "a time, not a date alone (declare startOfDay)");

    assertThat(text("2024-02-29", Primitive.TIMESTAMPTZ, Conversion.of(Step.START_OF_DAY)))
        .isEqualTo(Instant.parse("2024-02-29T00:00:00Z"));
    assertThat(text("2024-02-29", Primitive.TIMESTAMP, Conversion.of(Step.START_OF_DAY)))
        .isEqualTo(LocalDateTime.parse("2024-02-29T00:00:00"));
    assertThat(
            text("2024-02-29T12:00:00Z", Primitive.TIMESTAMPTZ, Conversion.of(Step.START_OF_DAY)))
        .isEqualTo(Instant.parse("2024-02-29T12:00:00Z"));
    refusedText(
        "2024-02-29T12:00:00",
        Primitive.TIMESTAMPTZ,
        Conversion.of(Step.START_OF_DAY),
        "a time with its offset (declare utc)");
    refusedText(
        "2023-02-29",
        Primitive.TIMESTAMPTZ,
        Conversion.of(Step.START_OF_DAY),
        "a time with its offset (ISO 8601)");
  }

  @ParameterizedTest
  @CsvSource({
    "2024-02-29T12:00:00.123456789Z,       2024-02-29T12:00:00.123456Z",
    "2024-02-29T12:00:00.999999999999Z,    2024-02-29T12:00:00.999999Z",
    "1969-12-31T23:59:59.9999999Z,         1969-12-31T23:59:59.999999Z",
    "9999-12-31T23:59:59.999999999Z,       9999-12-31T23:59:59.999999Z",
    "2024-02-29T12:00:00Z,                 2024-02-29T12:00:00Z",
  })
  void whatIsFinerIsCutOffAsDeclared(String text, Instant time) throws Exception {
    assertThat(text(text, Primitive.TIMESTAMPTZ, Conversion.of(Step.TRUNCATE))).isEqualTo(time);
  }

  @Test
  void blanksAroundAreTakenAsDeclared() throws Exception {
    assertThat(text(" 2024-02-29T12:00:00Z\n", Primitive.TIMESTAMPTZ, Conversion.of(Step.PARSE)))
        .isEqualTo(Instant.parse("2024-02-29T12:00:00Z"));
    assertThat(text("2024-02-29 12:00 ", Primitive.TIMESTAMP, Conversion.of(Step.PARSE)))
        .isEqualTo(LocalDateTime.parse("2024-02-29T12:00:00"));
    assertThat(text(" 2024-02-29", Primitive.DATE, Conversion.of(Step.PARSE)))
        .isEqualTo(LocalDate.of(2024, 2, 29));
    assertThat(text("  ", Primitive.DATE, Conversion.of(Step.PARSE))).isNull();
    assertThat(text("", Primitive.TIMESTAMPTZ, Conversion.of(Step.PARSE))).isNull();
    refused(
        "20240229",
        Primitive.DATE,
        Conversion.of(Step.PARSE),
        "a date as text (YYYY-MM-DD), found 20240229");
  }

  @Test
  void epochsAreCutOffAndReadFromTextAsDeclared() throws Exception {
    Conversion cut = Conversion.of(Step.EPOCH_SECONDS, Step.TRUNCATE);
    assertThat(value("1.99999999", Primitive.TIMESTAMPTZ, cut))
        .isEqualTo(Instant.parse("1970-01-01T00:00:01.999999Z"));
    assertThat(value("-1e-2000000000", Primitive.TIMESTAMPTZ, cut))
        .isEqualTo(Instant.parse("1969-12-31T23:59:59.999999Z"));
    Conversion parsed = Conversion.of(Step.PARSE, Step.EPOCH_MILLIS);
    assertThat(text(" 1700000000123.5 ", Primitive.TIMESTAMPTZ, parsed))
        .isEqualTo(Instant.parse("2023-11-14T22:13:20.1235Z"));
    assertThat(value("1700000000123", Primitive.TIMESTAMPTZ, parsed))
        .isEqualTo(Instant.parse("2023-11-14T22:13:20.123Z"));
    assertThat(text(" ", Primitive.TIMESTAMPTZ, parsed)).isNull();
    refused("\"soon\"", Primitive.TIMESTAMPTZ, parsed, "a number, found \"soon\"");
  }

  @Test
  void severalStepsAreTakenTogether() throws Exception {
    assertThat(
            text(
                " 2024-02-29T12:00:00.123456789",
                Primitive.TIMESTAMPTZ,
                Conversion.of(Step.TRUNCATE, Step.UTC, Step.PARSE)))
        .isEqualTo(Instant.parse("2024-02-29T12:00:00.123456Z"));
    Conversion either = Conversion.of(Step.START_OF_DAY, Step.UTC);
    assertThat(text("2024-02-29", Primitive.TIMESTAMPTZ, either))
        .isEqualTo(Instant.parse("2024-02-29T00:00:00Z"));
    assertThat(text("2024-02-29T12:00:00", Primitive.TIMESTAMPTZ, either))
        .isEqualTo(Instant.parse("2024-02-29T12:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dd.MM.yyyy HH:mm:ss XXX  | 29.02.2024 13:00:00 +01:00  | 2024-02-29T12:00:00Z",
        "dd.MM.uuuu HH:mm X       | 29.02.2024 12:00 Z          | 2024-02-29T12:00:00Z",
        "d MMM yyyy hh:mm a Z     | 9 Sep 2024 01:30 PM -0200   | 2024-09-09T15:30:00Z",
        "yyyyMMddHHmmss.SSSX      | 20240229120000.123Z         | 2024-02-29T12:00:00.123Z",
        "EEE, d MMM yyyy HH:mm:ss Z | Thu, 29 Feb 2024 12:00:00 +0000 | 2024-02-29T12:00:00Z",
        "uuuu-DDD'T'HHmmX         | 2024-060T1200Z              | 2024-02-29T12:00:00Z",
        "yyyy-MM-dd HH:mm[:ss]X   | 2024-02-29 12:00Z           | 2024-02-29T12:00:00Z",
      })
  void timesAreReadInTheirFormat(String format, String text, Instant time) throws Exception {
    assertThat(text(text, Primitive.TIMESTAMPTZ, in(format))).isEqualTo(time);
  }

  @Test
  void formatsLeaveOpenAndCutOffAsDeclared() throws Exception {
    assertThat(text("29/02/2024 12:30", Primitive.TIMESTAMP, in("dd/MM/yyyy HH:mm")))
        .isEqualTo(LocalDateTime.parse("2024-02-29T12:30:00"));
    assertThat(text("29/02/2024 12:30", Primitive.TIMESTAMPTZ, in("dd/MM/yyyy HH:mm", Step.UTC)))
        .isEqualTo(Instant.parse("2024-02-29T12:30:00Z"));
    assertThat(text("20240229", Primitive.TIMESTAMPTZ, in("yyyyMMdd", Step.START_OF_DAY)))
        .isEqualTo(Instant.parse("2024-02-29T00:00:00Z"));
    assertThat(text(" 29/02/2024 ", Primitive.DATE, in("dd/MM/yyyy", Step.PARSE)))
        .isEqualTo(LocalDate.of(2024, 2, 29));
    assertThat(
            text(
                "12:00:00.123456789 29/02/2024",
                Primitive.TIMESTAMP,
                in("HH:mm:ss.SSSSSSSSS dd/MM/yyyy", Step.TRUNCATE)))
        .isEqualTo(LocalDateTime.parse("2024-02-29T12:00:00.123456"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DATE        | dd/MM/yyyy           | 2024-02-29       | a date (dd/MM/yyyy)",
        "DATE        | dd/MM/yyyy           | 30/02/2024       | a date (dd/MM/yyyy)",
        "DATE        | dd/MM/yyyy           | 1/2/2024         | a date (dd/MM/yyyy)",
        "DATE        | d/M/u                | 1/2/10000        | a date of the years 1 to 9999",
        "TIMESTAMP   | dd/MM/yyyy HH:mm     | 2024-02-29T12:00 | a time (dd/MM/yyyy HH:mm)",
        "TIMESTAMP   | dd/MM/yyyy HH:mm     | 29/02/2024 24:00 | a time (dd/MM/yyyy HH:mm)",
        "TIMESTAMP   | dd/MM/yyyy HH:mm:ss.SSSSSSSSS | 29/02/2024 12:00:00.000000001 | a time in whole microseconds (declare truncate)",
        "TIMESTAMPTZ | dd/MM/yyyy[ HH:mmX]  | 29/02/2024       | a time, not a date alone (declare startOfDay)",
        "TIMESTAMPTZ | dd/MM/yyyy HH:mm[X]  | 29/02/2024 12:00 | a time with its offset (declare utc)",
      })
  void whatIsNotInItsFormatIsRefused(Primitive type, String format, String text, String expected) {
    refusedText(text, type, in(format), expected);
  }

  @Test
  void onlyTextHasAFormat() {
    refused(
        "20240229", Primitive.DATE, in("yyyyMMdd"), "a date as text (yyyyMMdd), found 20240229");
  }

  /** Tasks get conversions by Java's serialization. */
  @Test
  void formatsTravel() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(in("dd/MM/yyyy"));
    }
    try (ObjectInputStream sent =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      Conversion received = (Conversion) sent.readObject();

      assertThat(received).isEqualTo(in("dd/MM/yyyy"));
      assertThat(text("29/02/2024", Primitive.DATE, received)).isEqualTo(LocalDate.of(2024, 2, 29));
    }
  }

  private static Conversion in(String format, Step... steps) {
    return new Conversion(List.of(steps), new TimeFormat(format));
  }

  @Test
  void datesAreTakenLiterally() throws Exception {
    assertThat(text("2024-02-29", Primitive.DATE, Conversion.NONE))
        .isEqualTo(LocalDate.of(2024, 2, 29));
    assertThat(text("0001-01-01", Primitive.DATE, Conversion.NONE))
        .isEqualTo(LocalDate.of(1, 1, 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "20240229                | a date as text (YYYY-MM-DD), found 20240229",
        "\"20240229\"            | a date (YYYY-MM-DD), found \"20240229\"",
        "\"2023-02-29\"          | a date (YYYY-MM-DD), found \"2023-02-29\"",
        "\"2024-02-29T00:00:00Z\" | a date (YYYY-MM-DD), found \"2024-02-29T00:00:00Z\"",
        "\"+10000-01-01\"        | a date of the years 1 to 9999, found \"+10000-01-01\"",
        "\"0000-12-31\"          | a date of the years 1 to 9999, found \"0000-12-31\"",
      })
  void otherDatesAreRefused(String json, String refusal) {
    refused(json, Primitive.DATE, Conversion.NONE, refusal);
  }

  private static Object text(String text, Primitive type, Conversion conversion) throws Exception {
    return Values.of(TextNode.valueOf(text), type, conversion, AT);
  }

  private static Object value(String json, Primitive type, Conversion conversion) throws Exception {
    return Values.of(Json.exact().readTree(json), type, conversion, AT);
  }

  private static void refusedText(
      String text, Primitive type, Conversion conversion, String expected) {
    String json = TextNode.valueOf(text).toString();
    refused(json, type, conversion, "%s, found %s".formatted(expected, json));
  }

  private static void refused(String json, Primitive type, Conversion conversion, String why) {
    assertThatThrownBy(() -> value(json, type, conversion))
        .isInstanceOf(Rejection.class)
        .hasMessage("expected " + why);
  }
}
