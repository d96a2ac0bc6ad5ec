package dev.firn.run;

import static java.util.Objects.requireNonNull;

import dev.firn.contract.TableContract;
import dev.firn.engine.MergeRequest;
import dev.firn.engine.Proposal;
import dev.firn.raw.Batch;
import dev.firn.raw.RawLog;
import dev.firn.table.Applied;
import dev.firn.table.Counts;
import dev.firn.table.RowsDefinition;
import dev.firn.table.TableState;
import java.util.List;

/**
 * What a replay would change, without a replay: everything that the table is made of is classified
 * against it, and nothing is written. What waits to be merged is left aside.
 */
public final class Rehearsal {

  private final Workbench bench;

  public Rehearsal(Workbench bench) {
    this.bench = requireNonNull(bench, "bench");
  }

  /** No rows written means that the table is what its raw log makes of it. */
  public Counts of(TableContract contracted, RawLog log, TableState state) {
    Planning planning = new Planning(log, contracted);
    Applied applied = state.applied();
    List<Batch> batches =
        planning.all(state).batches().stream()
            .filter(batch -> applied.contains(batch.seq()))
            .toList();
    try (Proposal proposal =
        bench
            .engine()
            .propose(
                new MergeRequest(
                    contracted,
                    bench.runIds().next(),
                    state.main().snapshotId(),
                    Applied.NOTHING,
                    batches,
                    true,
                    RowsDefinition.isReordered(state, contracted),
                    order -> planning.appliedFrom(Applied.NOTHING, order),
                    planning::landedOrder))) {
      return proposal.counts();
    }
  }
}
