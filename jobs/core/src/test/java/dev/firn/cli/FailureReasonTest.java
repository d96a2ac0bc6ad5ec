package dev.firn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firn.engine.RuleOutcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureReasonTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ColumnValues "depth" between 0 and 9 | 0.01694915254237288 | holds for 1.69 % of the rows checked
          ColumnValues "depth" in [0, 1] | 0.99999        | holds for 99.99 % of the rows checked
          ColumnValues id matches "[a-z]*" | 0.5          | holds for 50 % of the rows checked
          ColumnValues "at" > "2000-01-01" | 0.0          | holds for 0 % of the rows checked
          ColumnValues "at" < (now() + 2 days) | 0.5      | holds for 50 % of the rows checked
          ColumnValues "depth" > 0.7  | 0.5                 | the value is 0.5
          ColumnValues "depth" < 100  | 1000.0              | the value is 1000.0
          Completeness "place" > 0.99 | 0.25                | 25 % of the rows checked have a value
          IsComplete "place"          | 1.0E-6              | less than 0.01 % of the rows checked have a value
          RowCount > 10               | 3.0                 | the value is 3.0
          Mean "depth" > 10           | 0.5                 | the value is 0.5
          Completeness "place" > 0.99 | 12.0                | the value is 12.0
          """)
  void saysWhatTheNumberMeansWhereThatIsSure(String rule, String value, String said) {
    assertThat(of(rule, "Value: %s does not meet the constraint requirement!".formatted(value)))
        .isEqualTo(said);
  }

  @ParameterizedTest
  @CsvSource({"no reason given", "Custom SQL failed", "Value: NaN does not meet it"})
  void leavesOtherReasonsAsTheyAre(String reason) {
    assertThat(of("IsUnique \"id\"", reason)).isEqualTo(reason);
  }

  private static String of(String rule, String reason) {
    return FailureReason.of(new RuleOutcome("set", rule, true, false, reason));
  }
}
