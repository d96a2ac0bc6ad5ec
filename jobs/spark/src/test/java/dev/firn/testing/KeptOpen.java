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
import java.util.List;

/** An engine that outlives whoever closes it: all tests of the module share one Spark. */
public record KeptOpen(Engine engine) implements Engine {

  @Override
  public Proposal propose(MergeRequest request) {
    return engine.propose(request);
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
    return engine.rewrite(table);
  }

  @Override
  public void close() {
    // The session is the module's.
  }
}
