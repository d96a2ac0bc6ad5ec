package dev.firn.table;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;

/** Moves main to what a run proposed, if main still is what the run's branch was cut from. */
public final class Publish {

  /** How it went. Nothing but {@code PUBLISHED} changes what readers see. */
  public enum Outcome {
    PUBLISHED,
    /**
     * Somebody published, rolled back or wrote in between, or excluded a batch that the run has
     * merged: merge again on what main is now, audit again.
     */
    MAIN_MOVED,
    /** The run was rolled back; its result must not return. */
    ABANDONED,
    /** The table is held. */
    HELD,
    /** The branch is gone or holds something else than what was audited. */
    BRANCH_MOVED
  }

  private final LakeTable table;
  private final String runId;
  private final Position base;
  private final long audited;
  private String accepted;

  /**
   * @param base what the branch was cut from
   * @param audited the snapshot that passed the audit
   */
  public Publish(LakeTable table, String runId, Position base, long audited) {
    this.table = requireNonNull(table, "table");
    this.runId = requireNonNull(runId, "runId");
    this.base = requireNonNull(base, "base");
    this.audited = audited;
  }

  /** Publishes although the audit failed and the table is held for it; the reason is stored. */
  public Publish accepting(String reason) {
    this.accepted = requireNonNull(reason, "reason");
    return this;
  }

  public Outcome execute() {
    return table.decide(this::decide);
  }

  private LakeTable.Decision<Outcome> decide(TableState state) {
    if (state.hasPublished(runId)) {
      return LakeTable.Decision.done(Outcome.PUBLISHED);
    }
    if (state.hasAbandoned(runId)) {
      return LakeTable.Decision.done(Outcome.ABANDONED);
    }
    boolean heldForThis = state.hold().map(Hold::run).filter(runId::equals).isPresent();
    if (state.hold().isPresent() && !(heldForThis && accepted != null)) {
      return LakeTable.Decision.done(Outcome.HELD);
    }
    if (!state.position().equals(base)) {
      return LakeTable.Decision.done(Outcome.MAIN_MOVED);
    }
    Optional<Snapshot> branch = state.branch(AuditBranch.name(runId));
    if (branch.isEmpty() || branch.get().snapshotId() != audited) {
      return LakeTable.Decision.done(Outcome.BRANCH_MOVED);
    }
    if (holdsExcluded(state, branch.get())) {
      return LakeTable.Decision.done(Outcome.MAIN_MOVED);
    }
    return new LakeTable.Decision<>(Outcome.PUBLISHED, commit(state, branch.get()));
  }

  private static boolean holdsExcluded(TableState state, Snapshot head) {
    return state.excluded().keySet().stream().anyMatch(state.applied(head)::contains);
  }

  private TableCommit commit(TableState seen, Snapshot head) {
    TableCommit commit =
        (goesOn(seen, head) ? forward(seen, head) : decidedly(seen, head))
            .onlyIf(
                "the run was abandoned", metadata -> !new TableState(metadata).hasAbandoned(runId))
            .onlyIf(
                "a batch was excluded", metadata -> !holdsExcluded(new TableState(metadata), head))
            .onlyIf(
                "the branch has moved",
                metadata ->
                    new TableState(metadata)
                        .branch(AuditBranch.name(runId))
                        .filter(branch -> branch.snapshotId() == audited)
                        .isPresent());
    AuditBranch.drop(seen, AuditBranch.name(runId), commit);
    if (accepted != null) {
      commit.set(TableState.ACCEPTED + runId, accepted);
      if (seen.property(TableState.HOLD).isPresent()) {
        commit.unset(Set.of(TableState.HOLD));
      }
    }
    return commit;
  }

  /** Main goes on to what was merged into it. */
  private TableCommit forward(TableState seen, Snapshot head) {
    Optional<String> hold = seen.property(TableState.HOLD);
    TableCommit commit =
        new TableCommit(seen.metadata().uuid())
            .onlyIfMainIs(base)
            .onlyIf(
                "the table is held",
                metadata -> new TableState(metadata).property(TableState.HOLD).equals(hold))
            .moveMain(audited, seen.metadata().ref(SnapshotRef.MAIN_BRANCH))
            .set(TableState.PUBLISHED, Published.property(head, seen.applied(head)))
            .unset(Set.of(TableState.UNDO));
    seen.onlyPublishedSays().forEach(commit::set);
    return commit;
  }

  /** Whether what main shows stays behind it, and nothing but main changes. */
  private static boolean goesOn(TableState seen, Snapshot head) {
    return seen.ancestors(head).contains(seen.main()) && excluding(head).isEmpty();
  }

  /**
   * Main leaves what it shows, for what was merged into a point before it, or batches are excluded
   * with it: a rollback and a publish in one, which undo takes back like a rollback.
   */
  private TableCommit decidedly(TableState seen, Snapshot head) {
    SnapshotRef main = seen.metadata().ref(SnapshotRef.MAIN_BRANCH);
    Map<String, String> decisions = new TreeMap<>(Standing.decisions(seen));
    Difference difference = new Difference(seen, head);
    difference.regained().forEach(run -> decisions.remove(TableState.ABANDONED + run));
    difference
        .abandoned()
        .forEach(run -> decisions.put(TableState.ABANDONED + run, "replaced by run " + runId));
    decisions.putAll(excluding(head));
    decisions.put(TableState.PUBLISHED, Published.property(head, seen.applied(head)));
    decisions.remove(TableState.HOLD);
    TableCommit commit =
        Standing.at(head, seen.metadata().currentSchemaId(), decisions).restore(seen);
    AuditBranch.all(seen).stream()
        .filter(name -> !name.equals(AuditBranch.name(runId)))
        .forEach(branch -> AuditBranch.drop(seen, branch, commit));
    if (main.maxSnapshotAgeMs() != null && !seen.ancestors(head).contains(seen.main())) {
      long since = Math.max(0, head.timestampMillis() - seen.main().timestampMillis());
      commit.setBranch(
          Rollback.archive(seen), seen.main().snapshotId(), main.maxSnapshotAgeMs() + since);
    }
    return commit;
  }

  private static Map<String, String> excluding(Snapshot head) {
    return RunFacts.of(head.summary())
        .map(facts -> facts.excluding().toProperties())
        .orElse(Map.of());
  }
}
