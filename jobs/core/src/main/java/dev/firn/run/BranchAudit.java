package dev.firn.run;

import dev.firn.contract.Contract;
import dev.firn.contract.TableContract;
import dev.firn.engine.AuditRequest;
import dev.firn.engine.Proposal;
import dev.firn.engine.RuleOutcome;
import dev.firn.engine.StageRequest;
import dev.firn.fault.FirnException;
import dev.firn.table.AuditBranch;
import dev.firn.table.ComparedColumns;
import dev.firn.table.Counts;
import dev.firn.table.Ends;
import dev.firn.table.Exclusion;
import dev.firn.table.FollowContract;
import dev.firn.table.LakeTable;
import dev.firn.table.Position;
import dev.firn.table.RowCount;
import dev.firn.table.RowsDefinition;
import dev.firn.table.RunFacts;
import dev.firn.table.StagedBranch;
import dev.firn.table.StagedRows;
import dev.firn.table.TableState;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Snapshot;

/**
 * Audits what people have written to a branch of their own, as if a run had merged it. The rows are
 * proposed on a branch of Firn's, cut from theirs, which nobody writes to: so what is published is
 * what was audited, and theirs stays as it is.
 */
public final class BranchAudit {

  private final Workbench bench;
  private final Contract contract;
  private final TableContract contracted;
  private final String name;
  private final LakeTable table;
  private final AuditBranch branch;
  private final String runId;

  /**
   * @param name of the branch
   */
  public BranchAudit(Workbench bench, Contract contract, TableContract contracted, String name) {
    this.bench = bench;
    this.contract = contract;
    this.contracted = contracted;
    this.name = name;
    this.table = new LakeTable(bench.lake(), contracted.name());
    this.branch = new AuditBranch(table, contracted.recoveryWindow(), bench.clock());
    this.runId = bench.runIds().next() + StagedBranch.BY_HAND;
  }

  /**
   * @param table its name
   * @param branch its name
   * @param head of the branch, as it was audited: a snapshot id
   * @param run that proposes its rows; null when nothing is proposed
   * @param rows that the branch adds, changes and deletes; null when it has none of its own
   * @param checks outcomes of the rules
   * @param passed whether it can be published, or need not be
   */
  public record Result(
      String table,
      String branch,
      String head,
      String run,
      Counts rows,
      List<RuleOutcome> checks,
      boolean passed) {}

  /**
   * @throws FirnException if the branch is not for an audit to look at: the message says why
   */
  public Result execute() {
    StagedRows.requireIdentity(contracted);
    new FollowContract(bench.lake(), contracted).additions();
    TableState state = table.load();
    StagedBranch staged = new StagedRows(table.name(), name).require(state);
    Snapshot head = state.metadata().snapshot(staged.head());
    if (head.snapshotId() == state.main().snapshotId()) {
      return new Result(table.name(), name, id(head), null, null, List.of(), true);
    }
    StageRequest request =
        new StageRequest(
            contracted,
            runId,
            state.main().snapshotId(),
            staged,
            ComparedColumns.ofAll(table.name(), new Ends(state, state.main(), head)));
    try (Proposal proposal = bench.engine().stage(request)) {
      return audit(state, staged, proposal);
    }
  }

  private Result audit(TableState state, StagedBranch staged, Proposal proposal) {
    if (proposal.counts().written() == 0) {
      return result(staged, null, proposal, List.of(), true);
    }
    Position base = state.position();
    if (!branch.cut(runId, proposal.mode(), staged.head()).equals(base)) {
      branch.drop(runId);
      throw moved(staged);
    }
    try {
      long audited =
          proposal.write(AuditBranch.name(runId), facts(state, staged, proposal)).snapshot();
      List<RuleOutcome> checks = checks(state, proposal);
      boolean passed = checks.stream().noneMatch(rule -> rule.blocking() && !rule.passed());
      if (!passed) {
        branch.drop(runId);
      } else if (!branch.propose(runId, base, audited)) {
        throw moved(staged);
      }
      return result(staged, passed ? runId : null, proposal, checks, passed);
    } catch (Exception e) { // Scala throws checked exceptions without saying so.
      boolean there = table.load().branch(AuditBranch.name(runId)).isPresent();
      branch.drop(runId);
      if (!there) {
        throw moved(staged);
      }
      throw e;
    }
  }

  /** Whoever moves main drops the branches that it leaves behind. */
  private FirnException moved(StagedBranch staged) {
    return StagedRows.mainHasMoved(table.name(), staged, table.load());
  }

  private RunFacts facts(TableState state, StagedBranch staged, Proposal proposal) {
    return new RunFacts(
        runId,
        state.position(),
        "",
        state.applied(),
        proposal.counts(),
        contract.digest(),
        RowsDefinition.of(state).orElse(null),
        Program.version(),
        Exclusion.NONE,
        staged);
  }

  private List<RuleOutcome> checks(TableState state, Proposal proposal) {
    List<RuleOutcome> checks = new ArrayList<>();
    DeleteRule.check(contracted, proposal.counts(), RowCount.of(state.main()))
        .ifPresent(checks::add);
    checks.addAll(
        bench.engine().audit(new AuditRequest(contracted, AuditBranch.name(runId), runId)));
    return checks;
  }

  private Result result(
      StagedBranch staged,
      String run,
      Proposal proposal,
      List<RuleOutcome> checks,
      boolean passed) {
    return new Result(
        table.name(), name, Long.toString(staged.head()), run, proposal.counts(), checks, passed);
  }

  private static String id(Snapshot snapshot) {
    return Long.toString(snapshot.snapshotId());
  }
}
