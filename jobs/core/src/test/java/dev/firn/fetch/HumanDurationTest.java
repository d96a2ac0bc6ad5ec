package dev.firn.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanDurationTest {

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 s",
    "PT0.36S, 0.4 s",
    "PT1S, 1 s",
    "PT9.96S, 10 s",
    "PT59.7S, 1 min",
    "PT2M5S, 2 min 5 s",
    "PT1H, 1 h",
    "PT26H30M, 26 h 30 min",
  })
  void spellsWhatPeopleSay(Duration duration, String spelt) {
    assertThat(HumanDuration.of(duration)).isEqualTo(spelt);
  }
}
