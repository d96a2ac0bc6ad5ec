package dev.firn.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firn.quality.Auditor.Outcome;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** DQDL on rows: what holds, what does not and why, and what is no rule at all. */
class AuditorTest {

  private static final String UNMET = " does not meet the constraint requirement!";

  private static SparkSession spark;
  private static Dataset<Row> rows;

  @BeforeAll
  static void start() {
    spark = SmallSpark.get();
    rows =
        spark.sql(
            "SELECT * FROM VALUES ('a', 1, 1.5D), ('b', 2, NULL), ('c', NULL, 9.0D) AS t(id, n, x)");
  }

  @Test
  void everyRuleHasAnOutcomeInTheOrderOfItsText() {
    assertThat(check("RowCount = 3", "IsUnique \"id\"", "IsComplete \"id\"", "RowCount > 5"))
        .containsExactly(
            passed("IsComplete \"id\""),
            passed("IsUnique \"id\""),
            passed("RowCount = 3"),
            failed("RowCount > 5", "Value: 3" + UNMET));
  }

  @Test
  void nullsAreMissing() {
    assertThat(check("IsComplete \"n\"", "Completeness \"n\" > 0.6", "Completeness \"n\" > 0.9"))
        .containsExactly(
            passed("Completeness \"n\" > 0.6"),
            failed("Completeness \"n\" > 0.9", "Value: 0.6666666666666666" + UNMET),
            failed("IsComplete \"n\"", "Value: 0.6666666666666666" + UNMET));
  }

  @Test
  void valuesAreComparedWhereTheRuleSaysSo() {
    assertThat(
            check(
                "ColumnValues \"n\" > 1",
                "ColumnValues \"n\" > 1 where \"id = 'b'\"",
                "ColumnValues \"id\" in [\"a\", \"b\", \"c\"]"))
        .containsExactly(
            passed("ColumnValues \"id\" in [\"a\",\"b\",\"c\"]"),
            failed("ColumnValues \"n\" > 1", "Value: 1.0" + UNMET),
            passed("ColumnValues \"n\" > 1 where \"id = 'b'\""));
  }

  @Test
  void sqlSeesTheRowsAsPrimaryAndNobodyElseDoes() {
    assertThat(
            check(
                "CustomSql \"select count(*) from primary where x > 5\" = 1",
                "CustomSql \"select count(*) from primary\" > 3"))
        .containsExactly(
            passed("CustomSql \"select count(*) from primary where x > 5\" = 1"),
            failed("CustomSql \"select count(*) from primary\" > 3", "Value: 3.0" + UNMET));

    assertThat(spark.catalog().tableExists("primary")).isFalse();
  }

  @Test
  void reasonsAreOneLine() {
    List<Outcome> outcomes = check("CustomSql \"select nope from primary\" = 0");

    assertThat(outcomes).hasSize(1);
    assertThat(outcomes.get(0).passed()).isFalse();
    assertThat(outcomes.get(0).failureReason())
        .contains("A column or function parameter with name `nope` cannot be resolved")
        .doesNotContain("\n");
  }

  @Test
  void aMissingColumnFailsItsRules() {
    assertThat(check("ColumnExists \"zzz\"", "ColumnValues \"zzz\" > 1"))
        .containsExactly(
            failed("ColumnExists \"zzz\"", "Value: 0.0" + UNMET),
            failed("ColumnValues \"zzz\" > 1", "Input data does not include column zzz!"));
  }

  @Test
  void commentsAndBlankLinesAreAllowed() {
    String ruleset = "# On rows.\n\nRules = [\n  # Three of them.\n  RowCount = 3\n]\n";

    assertThat(new Auditor(ruleset).check(rows)).containsExactly(passed("RowCount = 3"));
  }

  @Test
  void noRowsPassWhatAsksForNone() {
    assertThat(
            new Auditor(rules("RowCount = 0", "CustomSql \"select count(*) from primary\" = 0"))
                .check(rows.limit(0)))
        .allMatch(Outcome::passed);
  }

  @Test
  void whatIsNoRuleIsRefused() {
    refused("Rules = [ RowCount = 3", "Parsing Error: No rules or analyzers provided.");
    refused("Rules = [ ]", "Parsing Error: No rules or analyzers provided.");
    refused("nonsense", "Parsing Error: Missing value for variable 'nonsense'");
    refused(rules("FileCount > 1"), "Parsing Error: Rule Type: FileCount is not valid");
  }

  @Test
  void whatCannotBeCheckedIsRefusedAndNoFailure() {
    refused(
        rules("RowCount = 3", "DetectAnomalies \"RowCount\""),
        "DetectAnomalies \"RowCount\" cannot be checked here: Rule (or nested rule) not supported");
  }

  private static List<Outcome> check(String... rules) {
    return new Auditor(rules(rules)).check(rows);
  }

  private static String rules(String... rules) {
    return "Rules = [\n" + String.join(",\n", rules) + "\n]";
  }

  private static void refused(String ruleset, String why) {
    assertThatThrownBy(() -> new Auditor(ruleset).check(rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(why);
  }

  private static Outcome passed(String rule) {
    return new Outcome(rule, true, null);
  }

  private static Outcome failed(String rule, String reason) {
    return new Outcome(rule, false, reason);
  }
}
