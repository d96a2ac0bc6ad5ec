package dev.firn.drill;

import dev.firn.contract.Contract;
import dev.firn.contract.TableContract;
import dev.firn.engine.RuleOutcome;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.raw.RawLog;
import dev.firn.run.Purpose;
import dev.firn.run.TableReport;
import dev.firn.run.TableRun;
import dev.firn.table.Applied;
import dev.firn.table.Counts;
import dev.firn.table.Decide;
import dev.firn.table.Hold;
import dev.firn.table.Publish;
import dev.firn.table.RunFacts;
import dev.firn.table.TableState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;

/** Merges a bad batch and publishes it whatever its audit says, as somebody in a hurry does. */
final class BadRun {

  static final String REASON = "a drill";

  private final String drill;
  private final TableClone clone;
  private final Contract contract;
  private final TableContract table;
  private final Clock clock;

  /**
   * @param table one that is held when its audit fails: a batch that is skipped shows nobody
   *     anything
   */
  BadRun(String drill, TableClone clone, Contract contract, TableContract table, Clock clock) {
    this.drill = drill;
    this.clone = clone;
    this.contract = contract;
    this.table = table;
    this.clock = clock;
  }

  /**
   * What main showed then.
   *
   * @param seq number of the bad batch
   * @param before main's snapshot before it
   * @param snapshot that it published
   * @param what it did, a sentence
   */
  record Shown(
      String run,
      long seq,
      long before,
      Applied appliedBefore,
      long snapshot,
      Counts counts,
      String what) {}

  /**
   * @throws NotPossibleException if this table cannot be given one
   */
  Shown execute() {
    TableState before = clone.table().load();
    SpoiltBatch spoilt = land(before.applied());
    TableReport report = merge();
    boolean caught = report.checks().stream().anyMatch(BadRun::isBroken);
    switch (report.outcome()) {
      case PUBLISHED -> {}
      case HELD -> accept(report, spoilt);
      case UNCHANGED -> {
        leaveOut(spoilt);
        throw NotPossibleException.because(
            "batch %d with %,d of %,d records spoilt changes no row"
                .formatted(spoilt.origin(), spoilt.spoilt(), spoilt.records()));
      }
      case PROPOSED, SKIPPED, CONFLICT, UNREADABLE ->
          throw new IllegalStateException(
              "the bad run ended as %s: %s".formatted(report.outcome(), report.message()));
    }
    return new Shown(
        report.runId(),
        spoilt.batch().seq(),
        before.main().snapshotId(),
        before.applied(),
        clone.table().load().main().snapshotId(),
        report.counts(),
        "batch %d again with %,d of %,d records spoilt: %s; it changed %s"
            .formatted(
                spoilt.origin(),
                spoilt.spoilt(),
                spoilt.records(),
                caught
                    ? "the audit caught it (%s), and it was published as --accept does"
                        .formatted(broken(report))
                    : "no rule caught it, and it was published",
                Wording.rows(report.counts())));
  }

  private SpoiltBatch land(Applied applied) {
    RawLog log = new RawLog(clone.lake().store(), contract.id());
    try {
      return SpoiltBatch.land(drill, log, contract, table, applied, clock, clone.folder())
          .orElseThrow(
              () ->
                  NotPossibleException.because(
                      "main holds no batch with records yet, so there is nothing to spoil"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a bad batch", e);
    }
  }

  private TableReport merge() {
    try {
      return new TableRun(clone.bench(), contract, table, Purpose.RUN).execute(null);
    } catch (FirnException e) {
      if (e.fault() == Fault.USAGE) {
        throw NotPossibleException.because("no run can be rehearsed: " + e.getMessage());
      }
      throw e;
    }
  }

  private void accept(TableReport report, SpoiltBatch spoilt) {
    TableState state = clone.table().load();
    Hold hold = state.hold().orElseThrow();
    if (hold.run() == null) {
      leaveOut(spoilt);
      throw NotPossibleException.because("the bad batch was stopped: " + hold.reason());
    }
    RunFacts facts =
        RunFacts.of(state.metadata().snapshot(hold.snapshot()).summary()).orElseThrow();
    Publish.Outcome outcome =
        new Publish(clone.table(), report.runId(), facts.base(), hold.snapshot())
            .accepting(REASON)
            .execute();
    if (outcome != Publish.Outcome.PUBLISHED) {
      throw new RefutedException(
          "publishing the bad run although its audit failed ended as " + outcome,
          "firn history " + table.name(),
          true);
    }
  }

  /** The replay is to find the table as it is without it. */
  private void leaveOut(SpoiltBatch spoilt) {
    new Decide(clone.table()).exclude(List.of(spoilt.batch().seq()), REASON);
  }

  private static boolean isBroken(RuleOutcome rule) {
    return rule.blocking() && !rule.passed();
  }

  private static String broken(TableReport report) {
    List<String> rules =
        report.checks().stream().filter(BadRun::isBroken).map(RuleOutcome::rule).toList();
    return rules.size() == 1 ? rules.get(0) : "%d rules".formatted(rules.size());
  }
}
