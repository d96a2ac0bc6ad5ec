package dev.firn.run;

import dev.firn.contract.Contract;
import dev.firn.contract.TableContract;
import dev.firn.contract.TableContract.AfterFailedAudit;
import dev.firn.engine.AuditRequest;
import dev.firn.engine.MergeRequest;
import dev.firn.engine.Proposal;
import dev.firn.engine.RuleOutcome;
import dev.firn.engine.Written;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.raw.RawLog;
import dev.firn.table.Applied;
import dev.firn.table.AuditBranch;
import dev.firn.table.Counts;
import dev.firn.table.CreateTable;
import dev.firn.table.FollowContract;
import dev.firn.table.Hold;
import dev.firn.table.KeepSnapshots;
import dev.firn.table.LakeTable;
import dev.firn.table.Position;
import dev.firn.table.Publish;
import dev.firn.table.RowCount;
import dev.firn.table.RowsDefinition;
import dev.firn.table.RunFacts;
import dev.firn.table.TableState;
import dev.firn.table.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One run of one table, from the raw log to main. The order of its steps is the order of this
 * class.
 */
public final class TableRun {

  private static final int MAX_MERGES = 5;
  private static final String MERGING_AGAIN = "main moved meanwhile: merging again on the new main";

  /** Batches without news after which the next run need not look at them again. */
  private static final int LONG_QUIET = 50;

  private final Workbench bench;
  private final Contract contract;
  private final TableContract contracted;
  private final LakeTable table;
  private final RawLog log;
  private final Planning planning;
  private final Unchanged unchanged;
  private final AuditBranch branch;
  private final Purpose purpose;
  private final String runId;
  private final ReportBuilder report;
  private boolean cut;

  public TableRun(Workbench bench, Contract contract, TableContract contracted) {
    this(bench, contract, contracted, Purpose.RUN);
  }

  public TableRun(Workbench bench, Contract contract, TableContract contracted, Purpose purpose) {
    this.purpose = purpose;
    this.bench = bench;
    this.contract = contract;
    this.contracted = contracted;
    this.table = new LakeTable(bench.lake(), contracted.name());
    this.log = new RawLog(bench.lake().store(), contract.id());
    this.planning = new Planning(log, contracted);
    this.unchanged = new Unchanged(bench.lake().store(), contracted.name(), contract);
    this.branch = new AuditBranch(table, contracted.recoveryWindow(), bench.clock());
    this.runId = bench.runIds().next();
    this.report = new ReportBuilder(bench, contract, contracted.name(), runId);
  }

  /**
   * @param landed what the fetch before it brought; null when there was none
   */
  public TableReport execute(FeedFetch.Landed landed) {
    report.landed(landed);
    new CreateTable(bench.lake(), contracted).execute();
    followContract();
    new KeepSnapshots(bench.lake(), contracted).execute();
    TableState before = table.load();
    report.before(before);
    tellOfOlderRows(before);
    for (int merges = 0; merges < MAX_MERGES; merges++) {
      report.startOver();
      TableState state = table.load();
      TableState footing = purpose.footing(contracted.name(), state);
      Work work =
          purpose.makesAnew()
              ? planning.all(footing)
              : planning.of(footing, unchanged.applied(footing));
      if (state.hold().isPresent()) {
        report.held(state, state.hold().get(), atFault(work));
        return report.finish(state);
      }
      if (work.isEmpty()) {
        branch.drop(runId);
        requireNews();
        return nothingToMerge(state, work, landed);
      }
      Attempt attempt = attemptUnlessMoved(state, footing, work);
      if (attempt != Attempt.MAIN_MOVED) {
        return report.finish(table.load());
      }
    }
    return report.conflict(MAX_MERGES, purpose).finish(table.load());
  }

  private void followContract() {
    FollowContract follow = new FollowContract(bench.lake(), contracted);
    if (purpose.makesAnew()) {
      follow.all();
    } else {
      follow.additions();
    }
  }

  private void tellOfOlderRows(TableState state) {
    if (!purpose.makesAnew() && RowsDefinition.isAnother(state, contracted)) {
      report.note(
          Step.MERGE,
          "rows from before the contract changed are as they were: firn plan %s"
              .formatted(contracted.name()));
    }
  }

  private enum Attempt {
    DONE,
    MAIN_MOVED
  }

  /**
   * Whoever moves main drops the branches that it leaves behind, so a failure may only mean that.
   */
  private Attempt attemptUnlessMoved(TableState state, TableState footing, Work work) {
    cut = false;
    try {
      return attempt(state, footing, work);
    } catch (Exception e) { // Scala throws checked exceptions without saying so.
      TableState now = table.load();
      boolean branchThere = !cut || now.branch(AuditBranch.name(runId)).isPresent();
      if (now.position().equals(state.position()) && branchThere) {
        dropBranch(e);
        throw e;
      }
      report.note(Step.MERGE, MERGING_AGAIN);
      return Attempt.MAIN_MOVED;
    }
  }

  /** Nobody will publish what a failed run leaves. */
  private void dropBranch(Exception failure) {
    try {
      branch.drop(runId);
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /** Merge, audit, publish on what main is now. */
  private Attempt attempt(TableState state, TableState footing, Work work) {
    try (Proposal proposal = merge(footing, work)) {
      Attempt attempt = propose(state, footing, work, proposal);
      if (attempt == Attempt.MAIN_MOVED) {
        // Whoever moved it may have stored the same rejected records at the same time.
        proposal.storeRejected();
      }
      return attempt;
    }
  }

  private Attempt propose(TableState state, TableState footing, Work work, Proposal proposal) {
    Position base = state.position();
    Optional<String> stop = ContractStop.reason(contracted, proposal);
    if (stop.isPresent()) {
      proposal.storeRejected();
      return hold(work, base, stop.get(), null);
    }
    if (proposal.counts().written() == 0) {
      requireNews();
      proposal.storeRejected();
      if (purpose.without().isEmpty()) {
        unchanged.remember(state, after(work, proposal));
      }
      if (purpose.makesAnew()) {
        RowsDefinition.of(contracted).confirm(table);
      }
      branch.drop(runId);
      report.unchanged();
      if (!purpose.without().isEmpty()) {
        report.because("without these batches the table would be the same, so they stay in it");
      }
      return Attempt.DONE;
    }
    if (!branch.cut(runId, proposal.mode(), footing.main().snapshotId()).equals(base)) {
      return Attempt.MAIN_MOVED;
    }
    cut = true;
    RunFacts facts =
        new RunFacts(
            runId,
            base,
            work.range(),
            after(work, proposal),
            proposal.counts(),
            contract.digest(),
            purpose.makesAnew()
                ? RowsDefinition.of(contracted)
                : RowsDefinition.of(footing).orElse(null),
            Program.version(),
            purpose.without(),
            null);
    Written written = proposal.write(AuditBranch.name(runId), facts);
    proposal.storeRejected();
    report.written(written);
    report.finished(Step.MERGE, summary(proposal));

    List<RuleOutcome> failed = audit(footing, proposal);
    if (!failed.isEmpty()) {
      return failedAudit(work, base, failed, written.snapshot());
    }
    return purpose.review()
        ? leaveForReview(base, written.snapshot())
        : publish(work, base, written.snapshot());
  }

  private Attempt leaveForReview(Position base, long audited) {
    if (!branch.propose(runId, base, audited)) {
      report.note(Step.AUDIT, MERGING_AGAIN);
      return Attempt.MAIN_MOVED;
    }
    report.proposed(AuditBranch.name(runId));
    return Attempt.DONE;
  }

  /** Where main would only go back, that is another command's work. */
  private void requireNews() {
    if (purpose.goesBack()) {
      String point = purpose.from().text();
      throw new FirnException(
          Fault.USAGE,
          "nothing that is left of what landed since %s changes a row of %s"
              .formatted(point, contracted.name()),
          "firn rollback %s --to %s%s puts main back there"
              .formatted(
                  contracted.name(),
                  point,
                  purpose.without().isEmpty()
                      ? ""
                      : " --exclude "
                          + purpose.without().batches().stream()
                              .map(String::valueOf)
                              .collect(Collectors.joining(","))));
    }
  }

  private static Applied after(Work work, Proposal proposal) {
    return work.after().reaching(proposal.highestOrder());
  }

  private Proposal merge(TableState state, Work work) {
    report.started(Step.MERGE);
    report.batches(work.range());
    Proposal proposal =
        bench
            .engine()
            .propose(
                new MergeRequest(
                    contracted,
                    runId,
                    state.main().snapshotId(),
                    work.before(),
                    work.batches(),
                    purpose.makesAnew(),
                    RowsDefinition.isReordered(state, contracted),
                    order -> planning.appliedFrom(work.before(), order),
                    planning::landedOrder));
    report.proposed(proposal);
    new LandedRecords(contracted, work).requireRead(proposal.counts());
    return proposal;
  }

  private List<RuleOutcome> audit(TableState state, Proposal proposal) {
    report.started(Step.AUDIT);
    List<RuleOutcome> outcomes = new ArrayList<>();
    DeleteRule.check(contracted, proposal.counts(), RowCount.of(state.main()))
        .ifPresent(outcomes::add);
    outcomes.addAll(
        bench.engine().audit(new AuditRequest(contracted, AuditBranch.name(runId), runId)));
    report.checks(outcomes);
    List<RuleOutcome> failed =
        outcomes.stream().filter(rule -> rule.blocking() && !rule.passed()).toList();
    report.finished(
        Step.AUDIT,
        "%d of %d rules hold"
            .formatted(outcomes.stream().filter(RuleOutcome::passed).count(), outcomes.size()));
    return failed;
  }

  private Attempt publish(Work work, Position base, long audited) {
    report.started(Step.PUBLISH);
    Publish.Outcome outcome = new Publish(table, runId, base, audited).execute();
    switch (outcome) {
      case PUBLISHED -> {
        report.published(purpose);
        report.finished(Step.PUBLISH, "main is at " + audited);
        return Attempt.DONE;
      }
      case MAIN_MOVED, BRANCH_MOVED -> {
        report.note(Step.PUBLISH, MERGING_AGAIN);
        return Attempt.MAIN_MOVED;
      }
      case ABANDONED, HELD -> {
        TableState state = table.load();
        report.held(
            state,
            state.hold().orElseGet(() -> now("the run was rolled back", null)),
            atFault(work));
        return Attempt.DONE;
      }
    }
    throw new IllegalStateException("unknown outcome " + outcome);
  }

  private Attempt failedAudit(Work work, Position base, List<RuleOutcome> failed, long head) {
    String rules = failed.stream().map(RuleOutcome::rule).collect(Collectors.joining(", "));
    if (contracted.afterFailedAudit() == AfterFailedAudit.SKIP && !purpose.makesAnew()) {
      String reason = "audit of run %s failed: %s".formatted(runId, rules);
      if (!new Verdict(table, base, work.seqs()).exclude(reason)) {
        return Attempt.MAIN_MOVED;
      }
      branch.drop(runId);
      report.skipped(rules, work.seqs());
      return Attempt.DONE;
    }
    return hold(work, base, "the audit of run %s failed: %s".formatted(runId, rules), head);
  }

  private Attempt hold(Work work, Position base, String reason, Long head) {
    Hold hold = now(reason, head);
    if (!new Verdict(table, base, work.seqs()).hold(hold)) {
      return Attempt.MAIN_MOVED;
    }
    report.held(table.load(), hold, atFault(work));
    return Attempt.DONE;
  }

  /** Batches that may be to blame: of a table that is made anew, not all that ever landed. */
  private List<Long> atFault(Work work) {
    return purpose.makesAnew() ? List.of() : work.seqs();
  }

  private Hold now(String reason, Long head) {
    return new Hold(reason, head == null ? null : runId, head, bench.clock().instant().toString());
  }

  private TableReport nothingToMerge(TableState state, Work work, FeedFetch.Landed landed) {
    if (work.after().through() - work.before().through() >= LONG_QUIET) {
      unchanged.remember(state, work.after());
    }
    if (landed != null && landed.batch().unreadable() != null) {
      report.unreadable(landed.batch());
    } else {
      report.unchanged();
    }
    return report.finish(table.load());
  }

  private static String summary(Proposal proposal) {
    Counts counts = proposal.counts();
    return "%d new, %d changed, %d unchanged%s"
        .formatted(
            counts.added(),
            counts.changed(),
            counts.unchanged(),
            counts.deleted() == 0 ? "" : ", " + counts.deleted() + " deleted");
  }
}
