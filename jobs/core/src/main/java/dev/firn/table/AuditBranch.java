package dev.firn.table;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.RowLevelOperationMode;
import org.apache.iceberg.TableProperties;

/** The branch a run writes to, cut from main. */
public final class AuditBranch {

  private static final String PREFIX = "audit_";

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
   */
  public Position cut(String runId, RowLevelOperationMode mode) {
    return table.decide(
        state -> {
          Position base = state.position();
          TableCommit commit = new TableCommit(state.metadata().uuid()).onlyIfMainIs(base);
          stale(state).forEach(commit::dropBranch); // First: the run's own may be among them.
          if (!state.property(TableProperties.MERGE_MODE).equals(Optional.of(mode.modeName()))) {
            commit.set(TableProperties.MERGE_MODE, mode.modeName());
          }
          commit.setBranch(name(runId), base.snapshot(), retention.millis(state.main()));
          return new LakeTable.Decision<>(base, commit);
        });
  }

  public void drop(String runId) {
    table.decide(
        state ->
            state.branch(name(runId)).isEmpty()
                ? LakeTable.Decision.done(null)
                : new LakeTable.Decision<>(
                    null, new TableCommit(state.metadata().uuid()).dropBranch(name(runId))));
  }

  /** Branches of runs that were cut from something main is no longer: nothing can publish them. */
  static Set<String> stale(TableState state) {
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
