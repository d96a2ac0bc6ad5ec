package dev.firn.job;

import dev.firn.fault.Fault;
import java.util.Arrays;

/**
 * A command that ended with another exit code than 0. Its message begins with a token that state
 * machines may decide on and that does not change: {@code FIRN_INTERNAL}, {@code FIRN_USAGE},
 * {@code FIRN_HELD}, {@code FIRN_CONFLICT}, {@code FIRN_THIRD_PARTY} or {@code FIRN_FINDINGS}. Then
 * comes what a person would have been told.
 */
public final class JobFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Services keep no more than some thousand characters of an error. */
  private static final int LONGEST = 1500;

  private JobFailedException(String message) {
    super(message);
  }

  /**
   * @param exitCode not 0
   * @param said to people, of which the beginning is kept
   */
  public static JobFailedException of(int exitCode, String said) {
    Fault fault =
        Arrays.stream(Fault.values())
            .filter(one -> one.exitCode() == exitCode)
            .findFirst()
            .orElse(Fault.INTERNAL);
    String why = said.strip();
    return new JobFailedException(
        "FIRN_%s (exit code %d)%s"
            .formatted(
                fault,
                exitCode,
                why.isEmpty() ? "" : ": " + why.substring(0, Math.min(LONGEST, why.length()))));
  }
}
