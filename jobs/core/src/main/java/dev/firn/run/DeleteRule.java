package dev.firn.run;

import dev.firn.contract.TableContract;
import dev.firn.contract.TableContract.DeleteLimit;
import dev.firn.contract.TableContract.MergeStrategy;
import dev.firn.engine.RuleOutcome;
import dev.firn.table.Counts;
import java.util.Locale;
import java.util.Optional;

/**
 * The rule that each mirror has without a ruleset: no run deletes more than the contract allows.
 */
final class DeleteRule {

  private DeleteRule() {}

  /**
   * @param rows that the table had before; negative when nobody knows
   */
  static Optional<RuleOutcome> check(TableContract table, Counts counts, long rows) {
    if (table.merge() != MergeStrategy.MIRROR) {
      return Optional.empty();
    }
    DeleteLimit limit = table.deletes();
    boolean passed = limit.allows(counts.deleted(), rows);
    return Optional.of(
        new RuleOutcome(
            "firn.deletes",
            String.format(
                Locale.ROOT,
                "at most %,d rows or %s %% of the table are deleted",
                limit.floor(),
                percent(limit.share())),
            true,
            passed,
            passed
                ? null
                : String.format(
                    Locale.ROOT,
                    "%,d of %s rows are in no later response",
                    counts.deleted(),
                    rows < 0 ? "an unknown number of" : String.format(Locale.ROOT, "%,d", rows))));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.4f", share * 100).replaceFirst("\\.?0+$", "");
  }
}
