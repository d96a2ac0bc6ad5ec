package dev.firn.table;

import static java.util.Objects.requireNonNull;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;

/**
 * Puts main back on what it showed before: rows, schema and applied position in one commit. The
 * head that it leaves stays reachable as a branch, and its runs can never be published again.
 */
public final class Rollback {

  static final String ARCHIVE = "abandoned_";

  private final LakeTable table;
  private final Point point;
  private final Retention retention;
  private final Clock clock;
  private final NavigableSet<Long> exclude = new TreeSet<>();
  private String reason = "rolled back";
  private boolean again;
  private Long only;

  public Rollback(LakeTable table, Point point, Duration recoveryWindow, Clock clock) {
    this.table = requireNonNull(table, "table");
    this.point = requireNonNull(point, "point");
    this.retention = new Retention(recoveryWindow, clock);
    this.clock = clock;
  }

  /** Excludes these batches for good, so that the rest can be merged again without asking. */
  public Rollback excluding(NavigableSet<Long> batches) {
    exclude.addAll(batches);
    return this;
  }

  /** Lets the next run merge again whatever this takes out. */
  public Rollback mergingAgain() {
    this.again = true;
    return this;
  }

  /**
   * Goes back only if main is still on that snapshot, or is where it is to go already.
   *
   * @param snapshot id, of a plan that somebody has seen
   */
  public Rollback onlyFrom(long snapshot) {
    this.only = snapshot;
    return this;
  }

  public Rollback because(String why) {
    this.reason = requireNonNull(why, "why");
    return this;
  }

  /** What {@link #execute} would do now. */
  public GoingBack plan() {
    TableState state = table.load();
    return plan(state, target(state));
  }

  public GoingBack execute() {
    return table.decide(
        state -> {
          Snapshot target = target(state);
          GoingBack plan = plan(state, target);
          if (only != null && state.main().snapshotId() != only) {
            requireThere(state, target);
          }
          if (target.snapshotId() == state.main().snapshotId()) {
            return LakeTable.Decision.done(plan);
          }
          return new LakeTable.Decision<>(plan, commit(state, target, plan));
        });
  }

  private void requireThere(TableState state, Snapshot target) {
    if (state.main().snapshotId() != target.snapshotId()) {
      throw new FirnException(
          Fault.CONFLICT,
          "main of %s has moved since the plan was made, from snapshot %d to %d"
              .formatted(table.name(), only, state.main().snapshotId()),
          "look again: firn history %s; then firn rollback %s --to POINT --dry-run"
              .formatted(table.name(), table.name()));
    }
  }

  private Snapshot target(TableState state) {
    return point.shownIn(state, table.name());
  }

  private TableCommit commit(TableState state, Snapshot target, GoingBack plan) {
    Map<String, String> decisions = new TreeMap<>(Standing.decisions(state));
    plan.regained().forEach(run -> decisions.remove(TableState.ABANDONED + run));
    plan.abandoned().forEach(run -> decisions.put(TableState.ABANDONED + run, reason));
    plan.excluded().forEach(seq -> decisions.put(TableState.EXCLUDED + seq, reason));
    decisions.put(TableState.PUBLISHED, Published.property(target, state.applied(target)));
    decisions.remove(TableState.HOLD);
    if (plan.held()) {
      Hold hold =
          new Hold(
              "main was rolled back from snapshot %d to %d; the batches taken out wait for a decision"
                  .formatted(plan.from(), plan.to()),
              null,
              null,
              clock.instant().toString());
      decisions.put(TableState.HOLD, TableState.write(hold));
    }
    TableCommit commit =
        Standing.at(target, schemaOf(state, target).schemaId(), decisions)
            .restore(state)
            .setBranch(archive(state), state.main().snapshotId(), retention.millis(state.main()));
    plan.unpublishable().forEach(branch -> AuditBranch.drop(state, branch, commit));
    return commit;
  }

  /** The branch that keeps the head that main leaves. */
  static String archive(TableState state) {
    Snapshot head = state.main();
    return ARCHIVE + head.summary().getOrDefault(RunFacts.RUN_ID, Long.toString(head.snapshotId()));
  }

  private GoingBack plan(TableState state, Snapshot target) {
    Snapshot main = state.main();
    Applied then = state.applied(target);
    Difference difference = new Difference(state, target);
    boolean moves = main.snapshotId() != target.snapshotId();
    requireExcludable(state, then, moves);
    NavigableSet<Long> lost = difference.lost();
    lost.removeAll(exclude);
    lost.removeAll(state.excluded().keySet()); // Somebody else has brought them back.
    return new GoingBack(
        table.name(),
        main.snapshotId(),
        target.snapshotId(),
        RowCount.of(main),
        RowCount.of(target),
        Difference.columns(state.metadata().schema()),
        Difference.columns(moves ? schemaOf(state, target) : state.metadata().schema()),
        then.through(),
        difference.abandoned(),
        difference.regained(),
        lost,
        moves ? exclude : new TreeSet<>(),
        moves ? AuditBranch.all(state) : List.of(),
        moves ? !again && exclude.isEmpty() && !lost.isEmpty() : state.hold().isPresent(),
        moves ? new Staying(table, state).after(target) : List.of());
  }

  /** What is excluded is not in the table: that has to be true afterwards. */
  private void requireExcludable(TableState state, Applied then, boolean moves) {
    NavigableSet<Long> stay = new TreeSet<>(exclude);
    stay.removeIf(seq -> !then.contains(seq));
    if (!stay.isEmpty()) {
      throw new FirnException(
          Fault.USAGE,
          "batch %s of %s is in the table at %s too"
              .formatted(list(stay), table.name(), point.text()),
          "choose an earlier point; firn history %s shows which run merged it"
              .formatted(table.name()));
    }
    NavigableSet<Long> excluded = new TreeSet<>(state.excluded().keySet());
    excluded.removeIf(seq -> !then.contains(seq));
    if (moves && !excluded.isEmpty()) {
      throw new FirnException(
          Fault.USAGE,
          "batch %s of %s is excluded, and in the table at %s"
              .formatted(list(excluded), table.name(), point.text()),
          "firn include %s %s takes the exclusion back"
              .formatted(table.name(), list(excluded).replace(",", "")));
    }
    NavigableSet<Long> open = new TreeSet<>(exclude);
    open.removeAll(state.excluded().keySet());
    if (!moves && !open.isEmpty()) {
      throw new FirnException(
          Fault.USAGE,
          "main of %s is at %s already, so nothing is taken out"
              .formatted(table.name(), point.text()),
          "firn exclude %s %s --reason \"…\" leaves them out"
              .formatted(table.name(), list(open).replace(",", "")));
    }
  }

  private static String list(NavigableSet<Long> batches) {
    return batches.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /** The schema that readers saw with that snapshot. */
  private static Schema schemaOf(TableState state, Snapshot snapshot) {
    Integer id = snapshot.schemaId();
    return id == null ? state.metadata().schema() : state.metadata().schemasById().get(id);
  }
}
