package dev.firn.testing;

import dev.firn.engine.AuditRequest;
import dev.firn.engine.Engine;
import dev.firn.engine.MergeRequest;
import dev.firn.engine.Proposal;
import dev.firn.engine.QueryResult;
import dev.firn.engine.Rewritten;
import dev.firn.engine.RowDiff;
import dev.firn.engine.RowDiffRequest;
import dev.firn.engine.RuleOutcome;
import dev.firn.engine.StageRequest;
import dev.firn.engine.Written;
import dev.firn.run.Progress;
import dev.firn.run.Step;
import dev.firn.run.Subject;
import dev.firn.table.Counts;
import dev.firn.table.RunFacts;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.iceberg.RowLevelOperationMode;

/**
 * Tells of every boundary that a run passes: {@code <step>:started} and {@code <step>:finished},
 * and within the merge {@code classified}, {@code branch-cut}, {@code written} and {@code
 * rejected-stored}.
 */
public final class Boundaries implements Progress {

  /** All that a run which publishes passes, in order, after landing. */
  public static final List<String> OF_A_MERGE =
      List.of(
          "merge:started",
          "classified",
          "branch-cut",
          "written",
          "rejected-stored",
          "merge:finished",
          "audit:started",
          "audit:finished",
          "publish:started",
          "publish:finished");

  private final Consumer<String> listener;

  public Boundaries(Consumer<String> listener) {
    this.listener = listener;
  }

  @Override
  public void started(Subject subject, Step step) {
    listener.accept(step.name().toLowerCase(Locale.ROOT) + ":started");
  }

  @Override
  public void finished(Subject subject, Step step, String what) {
    listener.accept(step.name().toLowerCase(Locale.ROOT) + ":finished");
  }

  public Engine around(Engine engine) {
    return new Watched(engine, listener);
  }

  private record Watched(Engine engine, Consumer<String> listener) implements Engine {

    @Override
    public Proposal propose(MergeRequest request) {
      Proposal proposal = engine.propose(request);
      listener.accept("classified");
      return new WatchedProposal(proposal, listener);
    }

    @Override
    public Proposal stage(StageRequest request) {
      return engine.stage(request);
    }

    @Override
    public List<RuleOutcome> audit(AuditRequest request) {
      return engine.audit(request);
    }

    @Override
    public QueryResult query(String sql, int maxRows) {
      return engine.query(sql, maxRows);
    }

    @Override
    public RowDiff diff(RowDiffRequest request) {
      return engine.diff(request);
    }

    @Override
    public Rewritten rewrite(String table) {
      Rewritten rewritten = engine.rewrite(table);
      listener.accept("rewritten");
      return rewritten;
    }

    @Override
    public void close() {
      engine.close();
    }
  }

  private record WatchedProposal(Proposal proposal, Consumer<String> listener) implements Proposal {

    @Override
    public Counts counts() {
      return proposal.counts();
    }

    @Override
    public String highestOrder() {
      return proposal.highestOrder();
    }

    @Override
    public long withUnknownFields() {
      return proposal.withUnknownFields();
    }

    @Override
    public long rejectedAsUnknown() {
      return proposal.rejectedAsUnknown();
    }

    @Override
    public RowLevelOperationMode mode() {
      return proposal.mode();
    }

    @Override
    public Written write(String branch, RunFacts facts) {
      listener.accept("branch-cut");
      Written written = proposal.write(branch, facts);
      listener.accept("written");
      return written;
    }

    @Override
    public void storeRejected() {
      proposal.storeRejected();
      listener.accept("rejected-stored");
    }

    @Override
    public void close() {
      proposal.close();
    }
  }
}
