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
import dev.firn.contract.Conversion.Step;
import dev.firn.json.Json;
import java.math.BigDecimal;
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
    assertThat(value("\"\\ud83d\\ude00 a\\u0000b\"", Primitive.STRING)).isEqualTo("😀 a\0b");
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
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "UUID   |            | \"1-1-1-1-1\"       | a uuid as text",
        "UUID   |            | \"{00000000-0000-0000-0000-000000000000}\" | a uuid as text",
        "UUID   |            | \"00000000000000000000000000000000\" | a uuid as text",
        "UUID   |            | \"0000000g-0000-0000-0000-000000000000\" | a uuid as text",
        "UUID   |            | \" 00000000-0000-0000-0000-000000000000\" | a uuid as text",
        "UUID   |            | 1                    | a uuid as text",
        "BINARY | BASE64     | \"A\"              | base 64 as text",
        "BINARY | BASE64     | \"AA=\"            | base 64 as text",
        "BINARY | BASE64     | \"AA==AA==\"       | base 64 as text",
        "BINARY | BASE64     | \"AA ==\"          | base 64 as text",
        "BINARY | BASE64     | \"-_8=\"           | base 64 as text",
        "BINARY | BASE64     | [1, 2]               | base 64 as text",
        "BINARY | BASE64_URL | \"+/8=\"           | base 64 for URLs as text",
      })
  void whatIsNoUuidAndNoBase64IsRefused(Primitive type, Step step, String json, String expected)
      throws Exception {
    refused(
        json,
        type,
        step == null ? Conversion.NONE : Conversion.of(step),
        "expected %s, found %s".formatted(expected, Json.exact().readTree(json)));
  }

  @Test
  void halvesOfCharactersAreNoTextButAreKeptInJson() throws Exception {
    refused(
        "\"a\\uD83D\"",
        Primitive.STRING,
        Conversion.NONE,
        "expected text of whole characters, found \"a\\ud83d\"");
    refused(
        "\"\\uDE00\\uD83D\"",
        Primitive.STRING,
        Conversion.of(Step.TEXT),
        "expected text of whole characters, found \"\\ude00\\ud83d\"");
    assertThat(value("\"\\uD83D\\uDE00\"", Primitive.STRING)).isEqualTo("😀");
    assertThat(
            value(
                "{\"\\uD800x\": [\"\\uD83D\\uDE00\\uDE00\"]}",
                Primitive.STRING,
                Conversion.of(Step.JSON)))
        .isEqualTo("{\"\\ud800x\":[\"😀\\ude00\"]}");
  }

  @Test
  void jsonIsKeptAsText() throws Exception {
    assertThat(
            value(
                "{\"b\": [1, 1.50, null], \"a\": \"x\"}",
                Primitive.STRING,
                Conversion.of(Step.JSON)))
        .isEqualTo("{\"b\":[1,1.50,null],\"a\":\"x\"}");
    assertThat(value("\"x\"", Primitive.STRING, Conversion.of(Step.JSON))).isEqualTo("\"x\"");
    assertThat(value("123456789012345678901234567890", Primitive.STRING, Conversion.of(Step.JSON)))
        .isEqualTo("123456789012345678901234567890");
    assertThat(value("null", Primitive.STRING, Conversion.of(Step.JSON))).isNull();
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
