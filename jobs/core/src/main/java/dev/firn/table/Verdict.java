package dev.firn.table;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a run decides about its own batches. It holds only for what the run has seen: if main has
 * moved since, or somebody has decided in between, the run has to look again.
 */
public final class Verdict {

  private final LakeTable table;
  private final Position base;
  private final List<Long> batches;

  /**
   * @param base where main was when the run began
   * @param batches what the run merged
   */
  public Verdict(LakeTable table, Position base, Collection<Long> batches) {
    this.table = requireNonNull(table, "table");
    this.base = requireNonNull(base, "base");
    this.batches = List.copyOf(batches);
  }

  /**
   * Stops merging until somebody decides.
   *
   * @return whether that still was for the run to say
   */
  public boolean hold(Hold hold) {
    return table.decide(
        state ->
            isOvertaken(state)
                ? LakeTable.Decision.done(false)
                : new LakeTable.Decision<>(
                    true, commit(state).set(TableState.HOLD, TableState.write(hold))));
  }

  /**
   * Takes the batches out of the table's definition.
   *
   * @return whether that still was for the run to say
   */
  public boolean exclude(String reason) {
    return table.decide(
        state -> {
          if (isOvertaken(state)) {
            return LakeTable.Decision.done(false);
          }
          TableCommit commit = commit(state);
          batches.forEach(seq -> commit.set(TableState.EXCLUDED + seq, reason));
          return new LakeTable.Decision<>(true, commit);
        });
  }

  private boolean isOvertaken(TableState state) {
    Set<Long> excluded = new TreeSet<>(state.excluded().keySet());
    excluded.retainAll(batches);
    return !state.position().equals(base) || state.hold().isPresent() || !excluded.isEmpty();
  }

  private TableCommit commit(TableState seen) {
    return new TableCommit(seen.metadata().uuid())
        .onlyIfMainIs(base)
        .onlyIf("somebody has decided", metadata -> !isOvertaken(new TableState(metadata)));
  }
}
