package dev.firn.cli;

import dev.firn.engine.AuditRequest;
import dev.firn.engine.Engine;
import dev.firn.engine.EngineProvider;
import dev.firn.engine.MergeRequest;
import dev.firn.engine.Proposal;
import dev.firn.engine.QueryResult;
import dev.firn.engine.RowDiff;
import dev.firn.engine.RowDiffRequest;
import dev.firn.engine.RuleOutcome;
import dev.firn.lake.Lake;
import java.util.List;
import java.util.function.Supplier;

/**
 * One engine, on a lake of its own, for several commands: they close what they open, and this keeps
 * it open.
 */
final class SharedEngine implements EngineProvider, AutoCloseable {

  private final EngineProvider engines;
  private final Supplier<Lake> lakes;
  private Lake lake;
  private Engine open;

  SharedEngine(EngineProvider engines, Supplier<Lake> lakes) {
    this.engines = engines;
    this.lakes = lakes;
  }

  @Override
  public Engine open(Lake borrowers) {
    if (open == null) {
      lake = lakes.get();
      open = engines.open(lake);
    }
    return new Borrowed(open);
  }

  @Override
  public void close() {
    if (open != null) {
      open.close();
      lake.close();
    }
  }

  private record Borrowed(Engine engine) implements Engine {
    @Override
    public Proposal propose(MergeRequest request) {
      return engine.propose(request);
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
    public void close() {
      // The owner closes it.
    }
  }
}
