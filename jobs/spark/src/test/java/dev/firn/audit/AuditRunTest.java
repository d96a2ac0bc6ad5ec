package dev.firn.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.firn.engine.RuleOutcome;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.run.RunOutcome;
import dev.firn.run.TableReport;
import dev.firn.testing.Feed;
import dev.firn.testing.SparkLake;
import dev.firn.testing.TestContract;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which rows rulesets see, and what their outcomes do. */
@ExtendWith(SparkLake.Extension.class)
class AuditRunTest {

  private static final String UNMET = " does not meet the constraint requirement!";

  private final SparkLake lake;

  AuditRunTest(SparkLake lake) {
    this.lake = lake;
  }

  @Test
  void outcomesComeByRulesetThenByRule() {
    Feed feed =
        feed(
            contract ->
                contract
                    .ruleset("warning", "table", "RowCount > 0", "IsUnique \"id\"", "RowCount > 9")
                    .ruleset("error", "changedRows", "RowCount > 1", "IsComplete \"v\""));
    feed.rows(row("a", 1), row("b", 2));
    TableReport report = feed.run();

    assertThat(report.outcome()).isEqualTo(RunOutcome.PUBLISHED);
    assertThat(report.checks())
        .containsExactly(
            new RuleOutcome("ruleset0", "IsUnique \"id\"", false, true, null),
            new RuleOutcome("ruleset0", "RowCount > 0", false, true, null),
            new RuleOutcome("ruleset0", "RowCount > 9", false, false, "Value: 2" + UNMET),
            new RuleOutcome("ruleset1", "IsComplete \"v\"", true, true, null),
            new RuleOutcome("ruleset1", "RowCount > 1", true, true, null));
  }

  @Test
  void aWarningDoesNotStopAPublish() {
    Feed feed = feed(contract -> contract.ruleset("warning", "changedRows", "IsComplete \"v\""));
    feed.rows("{\"id\": \"a\"}");
    TableReport report = feed.run();

    assertThat(report.outcome()).isEqualTo(RunOutcome.PUBLISHED);
    assertThat(report.checks())
        .containsExactly(
            new RuleOutcome("ruleset0", "IsComplete \"v\"", false, false, "Value: 0.0" + UNMET));
    assertThat(feed.select("id, v")).containsExactly("[a,null]");
  }

  @Test
  void changedRowsAreThoseOfTheRunAndTheTableIsAllOfThem() {
    Feed feed =
        feed(
            contract ->
                contract
                    .ruleset(
                        "warning",
                        "changedRows",
                        "RowCount = 2",
                        "CustomSql \"select sum(v) from primary\" = 12")
                    .ruleset(
                        "warning",
                        "table",
                        "RowCount = 3",
                        "CustomSql \"select sum(v) from primary\" = 13"));
    feed.rows(row("a", 1), row("b", 1));
    feed.run();
    feed.rows(row("a", 1), row("b", 5), row("c", 7));
    TableReport report = feed.run();

    assertThat(report.checks()).hasSize(4).allMatch(RuleOutcome::passed);
  }

  @Test
  void anAuditSeesWhatWouldBePublishedAndNotMain() {
    Feed feed =
        feed(
            contract ->
                contract.ruleset(
                    "error",
                    "table",
                    "CustomSql \"select count(*) from primary where v > 5\" = 0"));
    feed.rows(row("a", 9));
    assertThat(feed.run().outcome()).isEqualTo(RunOutcome.HELD);
    assertThat(feed.select("id")).isEmpty();
  }

  @Test
  void aRunThatOnlyDeletesHasNoRowsForRulesAboutThem() {
    Feed feed =
        feed(
            contract ->
                contract
                    .word("merge", "mirror")
                    .ruleset("error", "changedRows", "ColumnValues \"v\" >= 0", "IsComplete \"v\"")
                    .ruleset("warning", "table", "RowCount > 1"));
    feed.rows(row("a", 1), row("b", 1));
    feed.run();
    feed.rows(row("a", 1));
    TableReport report = feed.run();

    assertThat(report.outcome()).isEqualTo(RunOutcome.PUBLISHED);
    assertThat(report.checks())
        .extracting(RuleOutcome::rule, RuleOutcome::passed)
        .containsExactly(
            tuple("at most 100 rows or 20 % of the table are deleted", true),
            tuple("RowCount > 1", false));
    assertThat(feed.select("id")).containsExactly("[a]");
  }

  @Test
  void aRulesetThatCannotBeCheckedIsTheContractsFault() {
    Feed feed =
        feed(contract -> contract.ruleset("error", "table", "DetectAnomalies \"RowCount\""));
    feed.rows(row("a", 1));

    assertThatThrownBy(feed::run)
        .isInstanceOf(FirnException.class)
        .hasMessageStartingWith(
            "ruleset quality-checks/%s-0.dqdl cannot be run: DetectAnomalies \"RowCount\" cannot be checked here"
                .formatted(feed.table()))
        .satisfies(
            e -> {
              assertThat(((FirnException) e).fault()).isEqualTo(Fault.USAGE);
              assertThat(((FirnException) e).next()).hasValue("correct the ruleset");
            });
    assertThat(feed.select("id")).as("main").isEmpty();
  }

  private Feed feed(UnaryOperator<TestContract> rulesets) {
    return Feed.of(
        lake,
        "audited",
        contract ->
            rulesets.apply(
                contract.columns(
                    "{name: id, logicalType: string, primaryKey: true, required: true}",
                    "{name: v, logicalType: integer}")));
  }

  private static String row(String id, int v) {
    return "{\"id\": \"%s\", \"v\": %d}".formatted(id, v);
  }
}
