package dev.firn.cli;

import dev.firn.engine.RuleOutcome;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a rule failed, for people. The checker says the value it found and that it is not the right
 * one; for rules that count rows, the value is the share of rows for which the rule holds.
 */
final class FailureReason {

  private static final Pattern VALUE =
      Pattern.compile("Value: (-?[0-9.]+(?:E-?\\d+)?) does not meet the constraint requirement!.*");

  /** Numbers compared by less and greater are not among them: there the value is an extreme. */
  private static final Pattern SHARE =
      Pattern.compile(
          "(?:(ColumnValues) (?:\"[^\"]*\"|\\S+) (?:not )?(?:(?:between|in|matches)\\b|[<>=!]+ [\"(])"
              + "|IsComplete\\b|Completeness\\b).*");

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private FailureReason() {}

  static String of(RuleOutcome rule) {
    Matcher value = VALUE.matcher(rule.failureReason());
    if (!value.matches()) {
      return rule.failureReason();
    }
    Matcher share = SHARE.matcher(rule.rule());
    if (!share.matches() || !isShare(value.group(1))) {
      return "the value is " + value.group(1);
    }
    String of = percent(value.group(1)) + " of the rows checked";
    return share.group(1) != null ? "holds for " + of : of + " have a value";
  }

  private static boolean isShare(String value) {
    BigDecimal number = new BigDecimal(value);
    return number.signum() >= 0 && number.compareTo(BigDecimal.ONE) < 0;
  }

  /** Rounded down, so that less than all never reads as all. */
  private static String percent(String value) {
    BigDecimal percent = new BigDecimal(value).multiply(HUNDRED);
    BigDecimal rounded = percent.setScale(2, RoundingMode.DOWN);
    return rounded.signum() == 0 && percent.signum() > 0
        ? "less than 0.01 %"
        : rounded.stripTrailingZeros().toPlainString() + " %";
  }
}
