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

  /**
   * What is looked at by many rules is read once, if it is no more than this, by Spark's estimate.
   */
  private static final long KEPT_BYTES = 256L << 20;

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
    Dataset<Row> changed = table.filter(col(TechnicalColumns.RUN).equalTo(request.runId()));
    List<RuleOutcome> outcomes = new ArrayList<>();
    for (Ruleset ruleset : request.table().rulesets()) {
      Dataset<Row> rows =
          switch (ruleset.scope()) {
            case TABLE -> table;
            case CHANGED_ROWS -> changed;
          };
      boolean kept = keep(rows);
      try {
        List<RuleOutcome> found =
            check(ruleset, rows).stream().map(outcome -> outcome(ruleset, outcome)).toList();
        if (found.stream().allMatch(RuleOutcome::passed) || !hasNoneToCheck(ruleset, rows)) {
          outcomes.addAll(found);
        }
      } finally {
        if (kept) {
          rows.unpersist();
        }
      }
    }
    return outcomes;
  }

  /** A run may only delete; then rules about rows fail, as they do wherever there is none. */
  private static boolean hasNoneToCheck(Ruleset ruleset, Dataset<Row> rows) {
    return ruleset.scope() == Ruleset.Scope.CHANGED_ROWS && rows.isEmpty();
  }

  private static boolean keep(Dataset<Row> rows) {
    boolean small =
        rows.queryExecution()
            .optimizedPlan()
            .stats()
            .sizeInBytes()
            .$less$eq(scala.math.BigInt.apply(KEPT_BYTES));
    if (small) {
      rows.persist();
    }
    return small;
  }

  private static RuleOutcome outcome(Ruleset ruleset, Auditor.Outcome outcome) {
    return new RuleOutcome(
        ruleset.name(),
        outcome.rule(),
        ruleset.severity() == Ruleset.Severity.BLOCKING,
        outcome.passed(),
        outcome.failureReason());
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
