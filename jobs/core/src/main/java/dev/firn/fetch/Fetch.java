package dev.firn.fetch;

import dev.failsafe.Execution;
import dev.failsafe.RetryPolicy;
import dev.firn.contract.ApiSource;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The attempts at one page: which failures are tried again, and how long that may go on. */
final class Fetch {

  private static final Duration FIRST_WAIT = Duration.ofMillis(500);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final double JITTER = 0.5;

  private final ApiSource source;
  private final Time time;
  private final Budget budget;
  private final FetchListener listener;
  private final Execution<Received> execution;
  private final long start;
  private final List<String> failed = new ArrayList<>();

  /**
   * @param budget of the whole fetch, of which this page may be one of many
   */
  Fetch(ApiSource source, Time time, Budget budget, FetchListener listener) {
    this.source = source;
    this.time = time;
    this.budget = budget;
    this.listener = listener;
    this.execution =
        Execution.of(
            RetryPolicy.<Received>builder()
                .handleIf(e -> e instanceof FailedAttempt attempt && attempt.passing())
                .withMaxAttempts(source.limits().attempts())
                .withBackoff(FIRST_WAIT, LONGEST_WAIT)
                .withJitter(JITTER)
                .build());
    this.start = time.nanos();
  }

  Received run(Supplier<Attempt> attempts) {
    try {
      while (true) {
        Attempt next = attempts.get();
        long sent = time.nanos();
        try {
          Received received = next.send(shorter(source.limits().timeout(), budget.left()), failed);
          if (next.echoes()) {
            listener.warning(
                "the answer repeats the credentials of server %s, and raw keeps answers as they are: tell who runs the API, and change them"
                    .formatted(source.server()));
          }
          return received;
        } catch (FailedAttempt attempt) {
          budget.lose(Duration.ofNanos(time.nanos() - sent));
          waitAfter(attempt);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FirnException(
          Fault.INTERNAL,
          "interrupted while asking " + Secrets.masked(source.location()),
          "run the same command again, nothing of this answer was kept",
          e);
    }
  }

  private void waitAfter(FailedAttempt attempt) throws InterruptedException {
    execution.recordException(attempt);
    if (execution.isComplete()) {
      throw giveUp(attempt, "");
    }
    Duration asked = attempt.retryAfter().orElse(Duration.ZERO);
    Duration wait = longer(execution.getDelay(), asked);
    if (wait.compareTo(budget.left()) >= 0) {
      throw giveUp(attempt, overBudget(wait, asked));
    }
    failed.add(attempt.what() + ", waited " + HumanDuration.of(wait) + because(wait, asked));
    listener.waiting(attempt.what(), wait);
    time.pause(wait);
    budget.lose(wait);
  }

  private static String because(Duration wait, Duration asked) {
    if (asked.isZero()) {
      return "";
    }
    return wait.equals(asked)
        ? " as Retry-After asked"
        : ", Retry-After asked for " + HumanDuration.of(asked);
  }

  private String overBudget(Duration wait, Duration asked) {
    return "; %s %s, and firn.limits budget (%s) leaves %s"
        .formatted(
            wait.equals(asked) ? "Retry-After asks to wait" : "the next wait would be",
            HumanDuration.of(wait),
            HumanDuration.of(budget.length()),
            HumanDuration.of(budget.left()));
  }

  private FirnException giveUp(FailedAttempt attempt, String why) {
    int attempts = failed.size() + 1;
    String often =
        attempts == 1
            ? ""
            : ", asked "
                + attempts
                + " times in "
                + HumanDuration.of(elapsed())
                + "; the last time";
    String says = attempt.says().map(excerpt -> "; it says \"" + excerpt + "\"").orElse("");
    return new FirnException(
        Fault.THIRD_PARTY,
        "%s gave no usable answer%s: %s%s%s"
            .formatted(Secrets.masked(source.location()), often, attempt.what(), why, says),
        attempt.next().orElseGet(() -> later(attempt)),
        attempt.getCause());
  }

  private String later(FailedAttempt attempt) {
    return attempt
        .retryAfter()
        .map(wait -> time.now().plus(wait).plusMillis(999).truncatedTo(ChronoUnit.SECONDS))
        .map(then -> "run the same command again after " + then)
        .orElse("run the same command again later");
  }

  private Duration elapsed() {
    return Duration.ofNanos(time.nanos() - start);
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
