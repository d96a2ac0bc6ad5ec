package dev.firn.quality;

import static java.util.Objects.requireNonNull;

import com.amazon.deequ.dqdl.EvaluateDataQuality;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Checks rows with a DQDL ruleset, as Glue Data Quality would. */
public final class Auditor {

  private static final String PASSED = "Passed";

  /** How Deequ says that it knows a rule only by name; the rows are not to blame then. */
  private static final String UNSUPPORTED = "Rule (or nested rule) not supported";

  /** What {@code CustomSql} calls the rows. */
  private static final String PRIMARY = "primary";

  private final String ruleset;

  /**
   * @param ruleset DQDL
   */
  public Auditor(String ruleset) {
    this.ruleset = requireNonNull(ruleset, "ruleset");
  }

  /**
   * @param rule DQDL
   * @param passed whether it held
   * @param failureReason by Deequ; null when it passed
   */
  public record Outcome(String rule, boolean passed, String failureReason) {}

  /**
   * One outcome a rule, sorted by the rule's text: Deequ's own order changes from run to run.
   *
   * @throws IllegalArgumentException if the ruleset is no DQDL, or asks for what open-source Deequ
   *     cannot check
   */
  public List<Outcome> check(Dataset<Row> rows) {
    rows.createOrReplaceTempView(PRIMARY);
    try {
      return EvaluateDataQuality.process(rows, ruleset).collectAsList().stream()
          .map(Auditor::outcome)
          .sorted(Comparator.comparing(Outcome::rule))
          .toList();
    } finally {
      rows.sparkSession().catalog().dropTempView(PRIMARY);
    }
  }

  private static Outcome outcome(Row row) {
    String rule = row.getAs("Rule");
    boolean passed = PASSED.equals(row.<String>getAs("Outcome"));
    String reason = passed ? null : firstLine(row.getAs("FailureReason"));
    if (reason != null && reason.startsWith(UNSUPPORTED)) {
      throw new IllegalArgumentException(rule + " cannot be checked here: " + reason);
    }
    return new Outcome(rule, passed, reason);
  }

  /** Spark's reasons go on with a query plan. */
  private static String firstLine(String reason) {
    return reason == null ? "no reason given" : reason.lines().findFirst().orElse(reason);
  }
}
