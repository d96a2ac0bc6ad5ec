package dev.firn.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run writes into its snapshot. */
class SummaryTest {

  private static final RunFacts FACTS =
      new RunFacts(
          "20250901t100000_abcde",
          new Position(-7, 1756720800000L),
          "5-9",
          new Applied(9, new TreeSet<>(List.of(3L, 8L)), "3650013.17566848"),
          new Counts(21, 1, 2, 3, 4, 11),
          "0f0f",
          new RowsDefinition("0a", "0b"),
          "0.1.0");

  /** Saved queries rely on it. */
  @Test
  void isStable() {
    assertThat(FACTS.toSummary())
        .containsOnly(
            Map.entry("firn.run-id", "20250901t100000_abcde"),
            Map.entry("firn.base", "-7"),
            Map.entry("firn.base-logged-at", "1756720800000"),
            Map.entry("firn.applied-seq", "5-9"),
            Map.entry("firn.through", "9"),
            Map.entry("firn.skipped", "3,8"),
            Map.entry("firn.order-high", "3650013.17566848"),
            Map.entry("firn.records", "21"),
            Map.entry("firn.new", "1"),
            Map.entry("firn.changed", "2"),
            Map.entry("firn.unchanged", "3"),
            Map.entry("firn.inserted", "1"),
            Map.entry("firn.updated", "2"),
            Map.entry("firn.deleted", "0"),
            Map.entry("firn.rows-definition", "0a:0b"),
            Map.entry("firn.superseded", "4"),
            Map.entry("firn.rejected", "11"),
            Map.entry("firn.contract", "0f0f"),
            Map.entry("firn.program", "0.1.0"));
  }

  @Test
  void isReadAsItWasWritten() {
    assertThat(RunFacts.of(FACTS.toSummary())).contains(FACTS);
  }

  @Test
  void isNotThereInSnapshotsOfOthers() {
    assertThat(RunFacts.of(Map.of("engine-name", "spark"))).isEmpty();
  }

  @Test
  void readsWhatIsAppliedToAnEmptyTable() {
    assertThat(Applied.fromSummary(Applied.NOTHING.toSummary())).isEqualTo(Applied.NOTHING);
  }

  @ParameterizedTest
  @CsvSource({"1, true", "2, true", "3, false", "8, false", "9, true", "10, false"})
  void knowsWhichBatchesAreApplied(long seq, boolean applied) {
    assertThat(FACTS.applied().contains(seq)).isEqualTo(applied);
  }

  @Test
  void refusesASkippedBatchThatIsNotReached() {
    assertThatThrownBy(() -> new Applied(2, new TreeSet<>(List.of(3L)), ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("applied through 2 without [3]");
  }

  @Test
  void refusesRecordsThatAreLost() {
    assertThatThrownBy(() -> new Counts(22, 1, 2, 3, 4, 11))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "22 records in, but new 1 + changed 2 + unchanged 3 + superseded 4 + rejected 11 = 21");
  }

  @Test
  void countsTheRowsToWrite() {
    assertThat(FACTS.counts().written()).isEqualTo(3);
  }
}
