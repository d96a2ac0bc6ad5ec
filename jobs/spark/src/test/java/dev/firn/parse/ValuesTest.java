package dev.firn.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import dev.firn.contract.ColumnType;
import dev.firn.contract.ColumnType.Decimal;
import dev.firn.contract.ColumnType.Primitive;
import dev.firn.contract.Conversion;
import dev.firn.json.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Single values: what fits exactly is taken, anything else is refused and named. */
class ValuesTest {

  private static final JsonPointer AT = JsonPointer.compile("/v");

  @ParameterizedTest
  @EnumSource
  void nullIsNullInEveryType(Primitive type) throws Exception {
    assertThat(value("null", type)).isNull();
  }

  @Test
  void textAndBooleansAreTakenAsTheyAre() throws Exception {
    assertThat(value("\"\"", Primitive.STRING)).isEqualTo("");
    assertThat(value("\"snö ❄ 😀\"", Primitive.STRING)).isEqualTo("snö ❄ 😀");
    assertThat(value("true", Primitive.BOOLEAN)).isEqualTo(true);
    assertThat(value("false", Primitive.BOOLEAN)).isEqualTo(false);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "STRING    | 5           | text, found 5",
        "STRING    | true        | text, found true",
        "STRING    | {\"a\":1}   | text, found {\"a\":1}",
        "BOOLEAN   | 1           | true or false, found 1",
        "BOOLEAN   | \"true\"    | true or false, found \"true\"",
        "INT       | \"5\"       | an integer, found \"5\"",
        "INT       | 95.0        | an integer, found 95.0",
        "INT       | 1e2         | an integer, found 1E+2",
        "INT       | 2147483648  | an integer of 32 bits, found 2147483648",
        "INT       | -2147483649 | an integer of 32 bits, found -2147483649",
        "LONG      | 9223372036854775808 | an integer of 64 bits, found 9223372036854775808",
        "LONG      | 1.5         | an integer, found 1.5",
        "LONG      | [1]         | an integer, found [1]",
        "DOUBLE    | \"1.5\"     | a number, found \"1.5\"",
        "FLOAT     | 1e39        | a number that a float can hold, found 1E+39",
        "FLOAT     | false       | a number, found false",
        "DATE      | 20240229    | a date as text (YYYY-MM-DD), found 20240229",
        "DATE      | \"2023-02-29\" | a date (YYYY-MM-DD), found \"2023-02-29\"",
        "DATE      | \"2024-02-29T00:00:00Z\" | a date (YYYY-MM-DD), found \"2024-02-29T00:00:00Z\"",
        "DATE      | \"+10000-01-01\" | a date of the years 1 to 9999, found \"+10000-01-01\"",
        "DATE      | \"0000-12-31\" | a date of the years 1 to 9999, found \"0000-12-31\"",
      })
  void whatDoesNotFitIsRefused(Primitive type, String json, String refusal) {
    refused(json, type, Conversion.NONE, "expected " + refusal);
  }

  @Test
  void integersAreExact() throws Exception {
    assertThat(value("2147483647", Primitive.INT)).isEqualTo(Integer.MAX_VALUE);
    assertThat(value("-2147483648", Primitive.INT)).isEqualTo(Integer.MIN_VALUE);
    assertThat(value("9007199254740993", Primitive.LONG)).isEqualTo(9007199254740993L);
    assertThat(value("-9223372036854775808", Primitive.LONG)).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void decimalFractionsBecomeTheNearestBinaryOnes() throws Exception {
    assertThat(value("0.1", Primitive.DOUBLE)).isEqualTo(0.1);
    assertThat(value("0.1", Primitive.FLOAT)).isEqualTo(0.1f);
    assertThat(value("1.7976931348623157e308", Primitive.DOUBLE)).isEqualTo(Double.MAX_VALUE);
    assertThat(value("-0.0", Primitive.DOUBLE)).isEqualTo(0.0);
  }

  @Test
  void integersThatABinaryFractionCannotHoldAreRefused() throws Exception {
    assertThat(value("9007199254740992", Primitive.DOUBLE)).isEqualTo(0x1p53);
    assertThat(value("18014398509481984", Primitive.DOUBLE)).isEqualTo(0x1p54);
    assertThat(value("16777216", Primitive.FLOAT)).isEqualTo(0x1p24f);

    refused(
        "9007199254740993",
        Primitive.DOUBLE,
        Conversion.NONE,
        "expected a number that a double can hold (declare a decimal or a long), found 9007199254740993");
    refused(
        "16777217",
        Primitive.FLOAT,
        Conversion.NONE,
        "expected a number that a float can hold (declare a decimal or a long), found 16777217");
  }

  @Test
  void decimalsKeepTheirDigits() throws Exception {
    assertThat(value("12.5", new Decimal(6, 2))).isEqualTo(new BigDecimal("12.50"));
    assertThat(value("95.000", new Decimal(4, 0))).isEqualTo(new BigDecimal("95"));
    assertThat(value("1e3", new Decimal(4, 0))).isEqualTo(new BigDecimal("1000"));
    assertThat(value("0e9", new Decimal(2, 2))).isEqualTo(new BigDecimal("0.00"));
    assertThat(value("-0.99", new Decimal(2, 2))).isEqualTo(new BigDecimal("-0.99"));
    assertThat(value("12345678901234567890123456789012345678", new Decimal(38, 0)))
        .isEqualTo(new BigDecimal("12345678901234567890123456789012345678"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.005", "10000", "1e2147483647", "-100e2147483647", "1e-2147483647"})
  void decimalsThatDoNotFitAreRefusedWithoutBeingSpeltOut(String number) {
    BigDecimal exact = new BigDecimal(number);
    refused(
        DecimalNode.valueOf(exact),
        new Decimal(6, 2),
        Conversion.NONE,
        "expected a number with 6 digits, 2 of them decimals, found " + exact);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e400", "-1e2147483647"})
  void numbersBeyondADoubleAreRefused(String number) {
    BigDecimal exact = new BigDecimal(number);
    refused(
        DecimalNode.valueOf(exact),
        Primitive.DOUBLE,
        Conversion.NONE,
        "expected a number that a double can hold, found " + exact);
  }

  @Test
  void infinityIsNoNumber() {
    JsonNode infinite = DoubleNode.valueOf(Double.POSITIVE_INFINITY);
    for (ColumnType type : List.of(Primitive.DOUBLE, Primitive.FLOAT, new Decimal(38, 0))) {
      refused(infinite, type, Conversion.NONE, "expected a number, found \"Infinity\"");
    }
  }

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
  })
  void epochsCountFrom1970InBothDirections(Conversion unit, String json, Instant time)
      throws Exception {
    assertThat(value(json, Primitive.TIMESTAMPTZ, unit)).isEqualTo(time);
    assertThat(value(json, Primitive.TIMESTAMP, unit))
        .isEqualTo(LocalDateTime.parse(time.toString().replace("Z", "")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "EPOCH_SECONDS | 1.5              | an integer, found 1.5",
        "EPOCH_SECONDS | \"1700000000\"   | an integer, found \"1700000000\"",
        "EPOCH_SECONDS | 1700000000000    | a time within the years 1 to 9999, found 1700000000000",
        "EPOCH_SECONDS | -62135596801     | a time within the years 1 to 9999, found -62135596801",
        "EPOCH_MILLIS  | 9223372036854775807 | a time within the years 1 to 9999, found 9223372036854775807",
        "EPOCH_MICROS  | 1700000000123456.5 | an integer, found 1700000000123456.5",
      })
  void epochsOutOfRangeAreRefused(Conversion unit, String json, String refusal) {
    refused(json, Primitive.TIMESTAMPTZ, unit, "expected " + refusal);
  }

  @ParameterizedTest
  @CsvSource({
    "2024-02-29T12:00:00Z,                2024-02-29T12:00:00Z",
    "2024-02-29T12:00:00.123456+05:30,    2024-02-29T06:30:00.123456Z",
    "2024-01-01T00:30+01:00,              2023-12-31T23:30:00Z",
    "1969-12-31T23:59:59.999999-00:00,    1969-12-31T23:59:59.999999Z",
  })
  void timesWithOffsetsAreInstants(String text, Instant time) throws Exception {
    assertThat(value('"' + text + '"', Primitive.TIMESTAMPTZ)).isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "TIMESTAMPTZ | \"2024-02-29T12:00:00\"  | a time with its offset (ISO 8601)",
        "TIMESTAMPTZ | \"2024-02-29\"           | a time with its offset (ISO 8601)",
        "TIMESTAMPTZ | \"2024-02-29T12:00:00.1234567Z\" | a time in whole microseconds of the years 1 to 9999",
        "TIMESTAMPTZ | \"+12024-02-29T12:00:00Z\" | a time in whole microseconds of the years 1 to 9999",
        "TIMESTAMPTZ | \"now\"                  | a time with its offset (ISO 8601)",
        "TIMESTAMPTZ | 1700000000               | a time as text (ISO 8601)",
        "TIMESTAMP   | \"2024-02-29T12:00:00Z\" | a time without an offset (ISO 8601)",
        "TIMESTAMP   | \"2024-02-30T12:00:00\"  | a time without an offset (ISO 8601)",
      })
  void otherTimesAreRefused(Primitive type, String json, String expected) {
    refused(json, type, Conversion.NONE, "expected %s, found %s".formatted(expected, json));
  }

  @Test
  void timesWithoutOffsetAndDatesAreTakenLiterally() throws Exception {
    assertThat(value("\"2024-02-29T12:00:00.5\"", Primitive.TIMESTAMP))
        .isEqualTo(LocalDateTime.parse("2024-02-29T12:00:00.5"));
    assertThat(value("\"2024-02-29\"", Primitive.DATE)).isEqualTo(LocalDate.of(2024, 2, 29));
    assertThat(value("\"0001-01-01\"", Primitive.DATE)).isEqualTo(LocalDate.of(1, 1, 1));
  }

  @Test
  void jsonIsKeptAsText() throws Exception {
    assertThat(value("{\"b\": [1, 1.50, null], \"a\": \"x\"}", Primitive.STRING, Conversion.JSON))
        .isEqualTo("{\"b\":[1,1.50,null],\"a\":\"x\"}");
    assertThat(value("\"x\"", Primitive.STRING, Conversion.JSON)).isEqualTo("\"x\"");
    assertThat(value("123456789012345678901234567890", Primitive.STRING, Conversion.JSON))
        .isEqualTo("123456789012345678901234567890");
    assertThat(value("null", Primitive.STRING, Conversion.JSON)).isNull();
  }

  @Test
  void longValuesAreCutInTheMessage() {
    refused(
        '"' + "x".repeat(200) + '"',
        Primitive.INT,
        Conversion.NONE,
        "expected an integer, found \"" + "x".repeat(79) + "…");
  }

  private static Object value(String json, ColumnType type) throws Exception {
    return value(json, type, Conversion.NONE);
  }

  private static Object value(String json, ColumnType type, Conversion conversion)
      throws JsonProcessingException, Rejection {
    return Values.of(Json.exact().readTree(json), type, conversion, AT);
  }

  private static void refused(String json, ColumnType type, Conversion conversion, String why) {
    try {
      refused(Json.exact().readTree(json), type, conversion, why);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  private static void refused(JsonNode value, ColumnType type, Conversion conversion, String why) {
    assertThatThrownBy(() -> Values.of(value, type, conversion, AT))
        .isInstanceOf(Rejection.class)
        .hasMessage(why)
        .extracting(refusal -> ((Rejection) refusal).at())
        .isEqualTo(AT);
  }
}
