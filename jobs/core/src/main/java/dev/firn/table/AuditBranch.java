package dev.firn.table;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.RowLevelOperationMode;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableProperties;

/** The branch a run writes to, cut from main. */
public final class AuditBranch {

  static final String PREFIX = "audit_";

  private final LakeTable table;
  private final Retention retention;

  public AuditBranch(LakeTable table, Duration recoveryWindow, Clock clock) {
    this.table = table;
    this.retention = new Retention(recoveryWindow, clock);
  }

  public static String name(String runId) {
    return PREFIX + runId;
  }

  /**
   * Those of all runs. The beginning of their names is Firn's; tags may be named as people like.
   */
  static List<String> all(TableState state) {
    return state.branches().stream().filter(name -> name.startsWith(PREFIX)).sorted().toList();
  }

  /**
   * Cuts the run's branch from main, anew if it exists, and drops the branches that main has left
   * behind.
   *
   * @param mode how what is merged into it is to be written
   * @return where main is
   */
  public Position cut(String runId, RowLevelOperationMode mode) {
    return cut(runId, mode, null);
  }

  /**
   * As {@link #cut(String, RowLevelOperationMode)}, from a point that main has left.
   *
   * @param footing snapshot id; null for main's
   */
  public Position cut(String runId, RowLevelOperationMode mode, Long footing) {
    return table.decide(
        state -> {
          Position base = state.position();
          TableCommit commit = new TableCommit(state.metadata().uuid()).onlyIfMainIs(base);
          stale(state).forEach(branch -> drop(state, branch, commit)); // The run's own, perhaps.
          if (!state.property(TableProperties.MERGE_MODE).equals(Optional.of(mode.modeName()))) {
            commit.set(TableProperties.MERGE_MODE, mode.modeName());
          }
          Snapshot from = footing == null ? state.main() : state.metadata().snapshot(footing);
          commit.setBranch(name(runId), from.snapshotId(), retention.millis(from));
          return new LakeTable.Decision<>(base, commit);
        });
  }

  public void drop(String runId) {
    table.decide(
        state ->
            state.branch(name(runId)).isEmpty()
                ? LakeTable.Decision.done(null)
                : new LakeTable.Decision<>(
                    null, drop(state, name(runId), new TableCommit(state.metadata().uuid()))));
  }

  static TableCommit drop(TableState state, String branch, TableCommit commit) {
    String proposed = TableState.PROPOSED + branch.substring(PREFIX.length());
    if (state.property(proposed).isPresent()) {
      commit.unset(Set.of(proposed));
    }
    return commit.dropBranch(branch);
  }

  /**
   * Leaves what passed its audit for somebody to publish.
   *
   * @param base where main was when the branch was cut
   * @param audited head of the branch
   * @return whether main is still there, and the branch
   */
  public boolean propose(String runId, Position base, long audited) {
    return table.decide(
        state -> {
          boolean there =
              state.position().equals(base)
                  && state
                      .branch(name(runId))
                      .filter(head -> head.snapshotId() == audited)
                      .isPresent();
          return there
              ? new LakeTable.Decision<>(
                  true,
                  new TableCommit(state.metadata().uuid())
                      .onlyIfMainIs(base)
                      .set(TableState.PROPOSED + runId, Long.toString(audited)))
              : LakeTable.Decision.done(false);
        });
  }

  /** Branches of runs that were cut from something main is no longer: nothing can publish them. */
  public static Set<String> stale(TableState state) {
    String held = state.hold().map(Hold::run).map(AuditBranch::name).orElse("");
    return all(state).stream()
        .filter(name -> !name.equals(held))
        .filter(name -> !cutFrom(state, name).equals(state.position()))
        .collect(Collectors.toSet());
  }

  /** A branch without a run's snapshot has nothing on it yet; it then stands where it was cut. */
  private static Position cutFrom(TableState state, String branch) {
    var head = state.branch(branch).orElseThrow();
    return RunFacts.of(head.summary())
        .filter(facts -> name(facts.runId()).equals(branch))
        .map(RunFacts::base)
        .orElse(new Position(head.snapshotId(), state.position().loggedAt()));
  }
}
