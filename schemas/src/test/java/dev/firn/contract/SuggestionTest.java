package dev.firn.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SuggestionTest {

  @ParameterizedTest
  @CsvSource({"kitten,sitting,3", "a,A,0", "'',abc,3", "abc,'',3", "flaw,lawn,2"})
  void distance(String word, String other, int distance) {
    assertThat(Suggestion.distance(word, other)).isEqualTo(distance);
  }

  @Test
  void isSilentWhenNothingIsNear() {
    assertThat(Suggestion.nearest("quality", List.of("id", "name"))).isEmpty();
  }

  @Test
  void takesTheNearest() {
    assertThat(Suggestion.nearest("Upsrt", List.of("insert", "upsert"))).contains("upsert");
  }
}
