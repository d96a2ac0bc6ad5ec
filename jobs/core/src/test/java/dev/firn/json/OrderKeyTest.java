package dev.firn.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderKeyTest {

  /** Keys are stored in tables, so their spelling must never change. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "null, 0",
        "false, 1",
        "true, 2",
        "0, 35",
        "-0.0, 35",
        "0e99999, 35",
        "1, 3650001.1",
        "1.0, 3650001.1",
        "1756684800000, 3650013.17566848",
        "0.05, 3649999.5",
        "-1, 3449999.8~",
        "-12.5, 3449998.874~",
        "9e49998, 3699999.9",
        "1e-50000, 3600001.1",
        "\"\", 4",
        "\"2025-09-01\", 42025-09-01",
        "\"Größe\", 4Größe",
      })
  void spellsValues(String json, String key) {
    assertThat(OrderKey.of(List.of(Read.node(json)))).isEqualTo(key);
  }

  @Test
  void takesWhatIsMissingForNull() {
    assertThat(OrderKey.of(List.of(MissingNode.getInstance()))).isEqualTo("0");
  }

  @Test
  void separatesValues() {
    assertThat(OrderKey.of(List.of(Read.node("true"), Read.node("\"a\""), Read.node("null"))))
        .isEqualTo("2\u00014a\u00010");
  }

  @Test
  void isEmptyWhereTheContractHasNoOrder() {
    assertThat(OrderKey.of(List.of())).isEmpty();
  }

  @Test
  void spellsNumbersAlikeInEveryLanguage() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));

      assertThat(OrderKey.of(List.of(Read.node("12.5")))).isEqualTo("3650002.125");
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "[1]", "1e49999", "-1e49999", "1e-50001", "1e2147483647"})
  void knowsWhatItCannotOrder(String json) {
    JsonNode value = Read.node(json);

    assertThat(OrderKey.canOrder(value)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"9e49998", "-9e49998", "1e-50000", "0e99999", "null", "true", "\"\""})
  void knowsWhatItCanOrder(String json) {
    JsonNode value = Read.node(json);

    assertThat(OrderKey.canOrder(value)).isTrue();
  }

  @Test
  void refusesAnObject() {
    assertThatThrownBy(() -> OrderKey.of(List.of(Read.node("{}"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot order by OBJECT");
  }

  @Test
  void refusesANumberBeyondMeasure() {
    assertThatThrownBy(() -> OrderKey.of(List.of(Read.node("-1e49999"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot order by a number of that size: -1E+49999");
  }
}
