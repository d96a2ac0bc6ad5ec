package dev.firn.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import dev.firn.contract.ColumnType;
import dev.firn.contract.ColumnType.Decimal;
import dev.firn.contract.ColumnType.Primitive;
import dev.firn.contract.Conversion;
import dev.firn.contract.Conversion.Step;
import dev.firn.json.Json;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that are sent as another type than they are. */
class ConvertedTest {

  private static final JsonPointer AT = JsonPointer.compile("/v");

  @Test
  void textSpellsNumbersAndBooleans() throws Exception {
    assertThat(value("\" 42 \"", Primitive.INT, Conversion.of(Step.PARSE))).isEqualTo(42);
    assertThat(value("\"+9007199254740993\"", Primitive.LONG, Conversion.of(Step.PARSE)))
        .isEqualTo(9007199254740993L);
    assertThat(value("\"-.5e1\"", Primitive.DOUBLE, Conversion.of(Step.PARSE))).isEqualTo(-5.0);
    assertThat(value("\"1234.50\"", new Decimal(6, 2), Conversion.of(Step.PARSE)))
        .isEqualTo(new BigDecimal("1234.50"));
    assertThat(value("\"TRUE\"", Primitive.BOOLEAN, Conversion.of(Step.PARSE))).isEqualTo(true);
    assertThat(value("\"  \"", Primitive.LONG, Conversion.of(Step.PARSE))).isNull();
    assertThat(value("42", Primitive.INT, Conversion.of(Step.PARSE))).isEqualTo(42);
  }

  @Test
  void whatHasNoFractionIsWhole() throws Exception {
    assertThat(value("95.0", Primitive.INT, Conversion.of(Step.WHOLE_NUMBER))).isEqualTo(95);
    assertThat(value("1e2", Primitive.INT, Conversion.of(Step.WHOLE_NUMBER))).isEqualTo(100);
    assertThat(value("-0.0", Primitive.LONG, Conversion.of(Step.WHOLE_NUMBER))).isEqualTo(0L);
    assertThat(value("7", Primitive.LONG, Conversion.of(Step.WHOLE_NUMBER))).isEqualTo(7L);
  }

  @Test
  void zeroAndOneAreBooleans() throws Exception {
    assertThat(value("0", Primitive.BOOLEAN, Conversion.of(Step.ZERO_ONE))).isEqualTo(false);
    assertThat(value("1", Primitive.BOOLEAN, Conversion.of(Step.ZERO_ONE))).isEqualTo(true);
    assertThat(value("true", Primitive.BOOLEAN, Conversion.of(Step.ZERO_ONE))).isEqualTo(true);
  }

  @Test
  void yesAndNoAreBooleans() throws Exception {
    Conversion yesNo = Conversion.of(Step.YES_NO);
    assertThat(value("\"Y\"", Primitive.BOOLEAN, yesNo)).isEqualTo(true);
    assertThat(value("\"No\"", Primitive.BOOLEAN, yesNo)).isEqualTo(false);
    assertThat(value("true", Primitive.BOOLEAN, yesNo)).isEqualTo(true);
    Conversion parsed = Conversion.of(Step.PARSE, Step.YES_NO);
    assertThat(value("\" yes \"", Primitive.BOOLEAN, parsed)).isEqualTo(true);
    assertThat(value("\" \"", Primitive.BOOLEAN, parsed)).isNull();
  }

  @Test
  void textIsTakenAsItsNumberIs() throws Exception {
    Conversion whole = Conversion.of(Step.PARSE, Step.WHOLE_NUMBER);
    assertThat(value("\" 95.0 \"", Primitive.INT, whole)).isEqualTo(95);
    assertThat(value("95.0", Primitive.INT, whole)).isEqualTo(95);
    assertThat(value("\"\"", Primitive.INT, whole)).isNull();
    Conversion truth = Conversion.of(Step.PARSE, Step.ZERO_ONE);
    assertThat(value("\"1\"", Primitive.BOOLEAN, truth)).isEqualTo(true);
    assertThat(value("\"False\"", Primitive.BOOLEAN, truth)).isEqualTo(false);
    assertThat(value("0", Primitive.BOOLEAN, truth)).isEqualTo(false);
  }

  @Test
  void anyScalarIsText() throws Exception {
    assertThat(value("\"a\"", Primitive.STRING, Conversion.of(Step.TEXT))).isEqualTo("a");
    assertThat(value("12.50", Primitive.STRING, Conversion.of(Step.TEXT))).isEqualTo("12.50");
    assertThat(value("9007199254740993", Primitive.STRING, Conversion.of(Step.TEXT)))
        .isEqualTo("9007199254740993");
    assertThat(value("false", Primitive.STRING, Conversion.of(Step.TEXT))).isEqualTo("false");
    assertThat(value("null", Primitive.STRING, Conversion.of(Step.TEXT))).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "BOOLEAN | YES_NO       | \"\"          | Y, N, yes or no as text, found \"\"",
        "BOOLEAN | YES_NO       | 1             | true or false, found 1",
        "INT     | PARSE        | \"12.0\"      | an integer as text, found \"12.0\"",
        "INT     | PARSE        | \"99999999999\" | an integer of 32 bits, found 99999999999",
        "DOUBLE  | PARSE        | \"NaN\"       | a number as text, found \"NaN\"",
        "DOUBLE  | PARSE        | \"1,5\"       | a number as text, found \"1,5\"",
        "DOUBLE  | PARSE        | \"1e99999\"   | a number as text, found \"1e99999\"",
        "BOOLEAN | PARSE        | \"yes\"       | true or false as text, found \"yes\"",
        "INT     | WHOLE_NUMBER | 95.5          | a whole number, found 95.5",
        "LONG    | WHOLE_NUMBER | 1e999999999   | a whole number, found 1E+999999999",
        "INT     | WHOLE_NUMBER | \"95\"        | an integer, found \"95\"",
        "BOOLEAN | ZERO_ONE     | 2             | 0 or 1, found 2",
        "BOOLEAN | ZERO_ONE     | \"1\"         | 0 or 1, found \"1\"",
        "STRING  | TEXT         | [1]           | text, a number or a boolean, found [1]"
      })
  void whatIsNotThatIsRefused(Primitive type, Step step, String json, String refusal) {
    assertThatThrownBy(() -> value(json, type, Conversion.of(step)))
        .isInstanceOf(Rejection.class)
        .hasMessage("expected " + refusal);
  }

  private static Object value(String json, ColumnType type, Conversion conversion)
      throws Exception {
    return Values.of(Json.exact().readTree(json), type, conversion, AT);
  }
}
