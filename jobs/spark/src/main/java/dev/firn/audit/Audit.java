package dev.firn.audit;

import static org.apache.spark.sql.functions.col;

import dev.firn.contract.Ruleset;
import dev.firn.engine.AuditRequest;
import dev.firn.engine.RuleOutcome;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.quality.Auditor;
import dev.firn.table.TechnicalColumns;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Runs a table's rulesets on its audit branch. */
public final class Audit {

  private final SparkSession spark;
  private final String target;

  /**
   * @param target the table's full name in SQL
   */
  public Audit(SparkSession spark, String target) {
    this.spark = spark;
    this.target = target;
  }

  public List<RuleOutcome> execute(AuditRequest request) {
    Dataset<Row> table = spark.read().option("branch", request.branch()).table(target);
    List<RuleOutcome> outcomes = new ArrayList<>();
    for (Ruleset ruleset : request.table().rulesets()) {
      Dataset<Row> rows =
          switch (ruleset.scope()) {
            case TABLE -> table;
            case CHANGED_ROWS -> table.filter(col(TechnicalColumns.RUN).equalTo(request.runId()));
          };
      boolean blocking = ruleset.severity() == Ruleset.Severity.BLOCKING;
      for (Auditor.Outcome outcome : check(ruleset, rows)) {
        outcomes.add(
            new RuleOutcome(
                ruleset.name(),
                outcome.rule(),
                blocking,
                outcome.passed(),
                outcome.failureReason()));
      }
    }
    return outcomes;
  }

  private static List<Auditor.Outcome> check(Ruleset ruleset, Dataset<Row> rows) {
    try {
      return new Auditor(ruleset.dqdl()).check(rows);
    } catch (IllegalArgumentException e) {
      throw new FirnException(
          Fault.USAGE,
          "ruleset %s cannot be run: %s".formatted(ruleset.path(), e.getMessage()),
          "correct the ruleset",
          e);
    }
  }
}
