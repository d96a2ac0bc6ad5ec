package dev.firn.demo.thirdparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ScenarioTest {

  @Test
  void tellsWhatAnHourBrings() {
    assertThat(Scenario.demo().hour(3).describe())
        .isEqualTo(
            "hour 3: answers 429 with Retry-After: 1, then drops the connection in mid-body");
    assertThat(Scenario.demo().hour(4).describe())
        .isEqualTo(
            "hour 4: sends a record twice, sends one id with two contents,"
                + " sends a magnitude as text");
  }

  @Test
  void behavesWhereNothingIsWritten() {
    assertThat(Scenario.of().hour(99).describe()).isEqualTo("hour 99: behaves");
  }

  @Test
  void refusesAnHourTwice() {
    assertThatThrownBy(() -> Scenario.of(new Hour(2), new Hour(2, Act.QUIET)))
        .hasMessage("hour 2 is there twice");
  }

  @Test
  void refusesAQuietBeginning() {
    assertThatThrownBy(() -> new Hour(0, Act.QUIET))
        .hasMessage("hour 0 has no hour before it to be QUIET after");
  }
}
