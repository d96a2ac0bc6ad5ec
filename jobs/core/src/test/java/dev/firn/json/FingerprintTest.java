package dev.firn.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {

  @Property(tries = 300, seed = "1")
  void doesNotDependOnTheOrder(@ForAll @Size(max = 20) List<String> values, @ForAll long seed) {
    List<String> shuffled = new ArrayList<>(values);
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(ofTexts(shuffled)).isEqualTo(ofTexts(values));
  }

  @Property(tries = 300, seed = "1")
  void dependsOnEachValue(@ForAll @Size(min = 1, max = 20) List<String> values, @ForAll int at) {
    List<String> changed = new ArrayList<>(values);
    changed.set(Math.floorMod(at, values.size()), "something else");

    assertThat(ofTexts(changed)).isNotEqualTo(ofTexts(values));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "2 | 2.0",
        "2.0 | 2.00",
        "2 | \"2\"",
        "true | \"true\"",
        "null | \"null\"",
        "null | \"\"",
        "{} | []",
        "[] | [[]]",
        "{} | null",
        "{\"a\":null} | {}",
        "{\"a\":1} | {\"b\":1}",
        "{\"a\":1} | {\"a\":2}",
        "{\"a\":1,\"b\":2} | {\"b\":2,\"a\":1}",
        "{\"a\":{}} | {\"a\":[]}",
        "{\"a\":{\"b\":1}} | {\"a\":{},\"b\":1}",
        "[1,2] | [2,1]",
        "[1,[2]] | [[1],2]",
        "[12] | [1,2]",
        "[\"ab\"] | [\"a\",\"b\"]",
        "\"\\u00e9\" | \"e\\u0301\"",
        "\"\\ud800\" | \"?\"",
        "\"\\ud800\" | \"\\udfff\"",
        "9007199254740993 | 9007199254740992",
        "0.1 | 0.10000000000000000001",
        "1e400 | 2e400",
        "1e400 | -1e400",
      })
  void tellsValuesApart(String one, String other) {
    assertThat(of(one)).isNotEqualTo(of(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":[1,2]} | `{ \"a\" : [ 1,\n2 ] }`",
        "\"é\" | \"\\u00e9\"",
        "\"a/b\" | \"a\\/b\"",
      })
  void doesNotMindWhiteSpaceAndEscapes(String one, String other) {
    assertThat(of(one)).isEqualTo(of(other));
  }

  @Test
  void countsWhatIsThereTwice() {
    assertThat(of("1", "1", "2")).isNotEqualTo(of("1", "2")).isNotEqualTo(of("1", "2", "2"));
  }

  @Test
  void tellsNothingFromNull() {
    assertThat(of()).isNotEqualTo(of("null"));
  }

  @Test
  void tellsMissingFromNull() {
    Fingerprint missing = new Fingerprint();
    missing.add(MissingNode.getInstance());

    assertThat(missing.value()).isNotEqualTo(of("null")).isNotEqualTo(of("\"\""));
  }

  @Test
  void tellsTheSameTwice() {
    Fingerprint fingerprint = new Fingerprint();
    fingerprint.add(Read.node("1"));

    assertThat(fingerprint.value()).isEqualTo(fingerprint.value()).matches("[0-9a-f]{64}");
  }

  @Test
  void goesOnAfterItWasAsked() {
    Fingerprint fingerprint = new Fingerprint();
    fingerprint.add(Read.node("1"));
    fingerprint.value();

    fingerprint.add(Read.node("2"));

    assertThat(fingerprint.value()).isEqualTo(of("1", "2"));
    assertThat(fingerprint.count()).isEqualTo(2);
  }

  /** Manifests keep it, so it must never change. */
  @Test
  void staysWhatItIs() {
    assertThat(of("{\"a\":[1,2.50,\"x\",true,null]}", "{}"))
        .isEqualTo("909fae61779379590d234672c494938cec62f0c7fd767bfdbef39920335fe3c8");
  }

  private static String of(String... values) {
    return of(Stream.of(values).map(Read::node).toList());
  }

  private static String ofTexts(List<String> values) {
    return of(values.stream().<JsonNode>map(Json.exact().getNodeFactory()::textNode).toList());
  }

  private static String of(List<JsonNode> values) {
    Fingerprint fingerprint = new Fingerprint();
    values.forEach(fingerprint::add);
    return fingerprint.value();
  }
}
