package dev.firn.table;

import static java.util.Objects.requireNonNull;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.apache.iceberg.HistoryEntry;
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
  private final Duration recoveryWindow;
  private final Clock clock;
  private final NavigableSet<Long> exclude = new TreeSet<>();
  private String reason = "rolled back";
  private boolean again;

  public Rollback(LakeTable table, Point point, Duration recoveryWindow, Clock clock) {
    this.table = requireNonNull(table, "table");
    this.point = requireNonNull(point, "point");
    this.recoveryWindow = requireNonNull(recoveryWindow, "recoveryWindow");
    this.clock = requireNonNull(clock, "clock");
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
          if (target.snapshotId() == state.main().snapshotId()) {
            return LakeTable.Decision.done(plan);
          }
          return new LakeTable.Decision<>(plan, commit(state, target, plan));
        });
  }

  private Snapshot target(TableState state) {
    Snapshot target = point.in(state);
    boolean shown =
        state.metadata().snapshotLog().stream()
                .map(HistoryEntry::snapshotId)
                .anyMatch(id -> id == target.snapshotId())
            || state.ancestors(state.main()).contains(target)
            || state.metadata().refs().keySet().stream()
                .filter(name -> name.startsWith(ARCHIVE))
                .anyMatch(
                    name -> state.ancestors(state.branch(name).orElseThrow()).contains(target));
    if (!shown) {
      throw new FirnException(
          Fault.USAGE,
          "main of %s never showed snapshot %d, so it may hold rows that no audit has passed"
              .formatted(table.name(), target.snapshotId()),
          "firn publish RUN --accept \"reason\" publishes a run that failed its audit");
    }
    return target;
  }

  private TableCommit commit(TableState state, Snapshot target, GoingBack plan) {
    Map<String, String> decisions = new TreeMap<>(Standing.decisions(state));
    plan.regained().forEach(run -> decisions.remove(TableState.ABANDONED + run));
    plan.abandoned().forEach(run -> decisions.put(TableState.ABANDONED + run, reason));
    plan.excluded().forEach(seq -> decisions.put(TableState.EXCLUDED + seq, reason));
    decisions.put(TableState.PUBLISHED, TableState.published(target));
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
        new Standing(
                state.main().snapshotId(),
                target.snapshotId(),
                schemaOf(state, target).schemaId(),
                decisions)
            .restore(state)
            .setBranch(archive(state), state.main().snapshotId(), recoveryWindow.toMillis());
    plan.unpublishable().forEach(commit::dropBranch);
    return commit;
  }

  private static String archive(TableState state) {
    Snapshot head = state.main();
    return ARCHIVE + head.summary().getOrDefault(RunFacts.RUN_ID, Long.toString(head.snapshotId()));
  }

  private GoingBack plan(TableState state, Snapshot target) {
    Snapshot main = state.main();
    List<String> before = runs(state, main);
    List<String> after = runs(state, target);
    Applied then = state.applied(target);
    NavigableSet<Long> lost = new TreeSet<>();
    LongStream.rangeClosed(1, state.applied().through())
        .filter(
            seq -> state.applied().contains(seq) && !then.contains(seq) && !exclude.contains(seq))
        .forEach(lost::add);
    boolean moves = main.snapshotId() != target.snapshotId();
    return new GoingBack(
        table.name(),
        main.snapshotId(),
        target.snapshotId(),
        rows(main),
        rows(target),
        columns(state.metadata().schema()),
        columns(schemaOf(state, target)),
        then.through(),
        minus(before, after),
        after.stream().filter(state::hasAbandoned).toList(),
        lost,
        exclude,
        moves ? openBranches(state) : List.of(),
        moves && !again && exclude.isEmpty() && !lost.isEmpty());
  }

  private static List<String> openBranches(TableState state) {
    return state.metadata().refs().keySet().stream().filter(AuditBranch::isOne).sorted().toList();
  }

  private static List<String> minus(List<String> from, List<String> what) {
    List<String> rest = new ArrayList<>(from);
    rest.removeAll(what);
    return rest;
  }

  private static List<String> runs(TableState state, Snapshot head) {
    return state.ancestors(head).stream()
        .map(snapshot -> snapshot.summary().get(RunFacts.RUN_ID))
        .filter(run -> run != null)
        .distinct()
        .toList();
  }

  /** The schema that readers saw with that snapshot. */
  private static Schema schemaOf(TableState state, Snapshot snapshot) {
    Integer id = snapshot.schemaId();
    return id == null ? state.metadata().schema() : state.metadata().schemasById().get(id);
  }

  private static List<String> columns(Schema schema) {
    return schema.columns().stream().map(column -> column.name() + " " + column.type()).toList();
  }

  private static long rows(Snapshot snapshot) {
    return RowCount.of(snapshot);
  }
}
