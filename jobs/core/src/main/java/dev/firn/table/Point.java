package dev.firn.table;

import static java.util.Objects.requireNonNull;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.iceberg.HistoryEntry;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;

/**
 * A point in a table's history as people name it: {@code before:RUN}, a run id, a snapshot id, a
 * tag or branch, or an ISO 8601 time with offset.
 */
public record Point(String text) {

  private static final String BEFORE = "before:";

  public Point {
    requireNonNull(text, "text");
  }

  /**
   * @throws FirnException if the table has no such point
   */
  public Snapshot in(TableState state) {
    if (text.startsWith(BEFORE)) {
      Snapshot of = run(state, text.substring(BEFORE.length())).orElseThrow(() -> unknown(state));
      // A run that was merged on an earlier point has that for its parent.
      Long parent =
          RunFacts.of(of.summary()).map(facts -> facts.base().snapshot()).orElse(of.parentId());
      Snapshot before = parent == null ? null : state.metadata().snapshot(parent);
      if (before == null) {
        throw new FirnException(
            Fault.USAGE,
            "what was before run %s is no longer kept".formatted(text.substring(BEFORE.length())),
            "firn history shows the points that are");
      }
      return before;
    }
    return run(state, text)
        .or(() -> ref(state))
        .or(() -> snapshotId(state))
        .or(() -> time(state))
        .orElseThrow(() -> unknown(state));
  }

  /**
   * As {@link #in}, of what readers of main have seen.
   *
   * @param table its name, for messages
   * @throws FirnException if there is no such point, or main never showed it
   */
  public Snapshot shownIn(TableState state, String table) {
    Snapshot snapshot = in(state);
    if (!state.hasShown(snapshot)) {
      throw new FirnException(
          Fault.USAGE,
          "main of %s never showed snapshot %d, so it may hold rows that no audit has passed"
              .formatted(table, snapshot.snapshotId()),
          "firn publish %s RUN --accept \"reason\" publishes a run that failed its audit"
              .formatted(table));
    }
    return snapshot;
  }

  private static Optional<Snapshot> run(TableState state, String runId) {
    return state.metadata().snapshots().stream()
        .filter(snapshot -> runId.equals(snapshot.summary().get(RunFacts.RUN_ID)))
        .reduce((first, second) -> second);
  }

  private Optional<Snapshot> ref(TableState state) {
    SnapshotRef ref = state.metadata().ref(text);
    return ref == null
        ? Optional.empty()
        : Optional.of(state.metadata().snapshot(ref.snapshotId()));
  }

  private Optional<Snapshot> snapshotId(TableState state) {
    try {
      return Optional.ofNullable(state.metadata().snapshot(Long.parseLong(text)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** What main showed at that time, rollbacks and all. */
  private Optional<Snapshot> time(TableState state) {
    Instant time;
    try {
      time = OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
    return state.metadata().snapshotLog().stream()
        .filter(entry -> entry.timestampMillis() <= time.toEpochMilli())
        .map(HistoryEntry::snapshotId)
        .reduce((first, second) -> second)
        .map(state.metadata()::snapshot);
  }

  private FirnException unknown(TableState state) {
    String newest =
        state.ancestors(state.main()).stream()
            .limit(3)
            .map(
                snapshot ->
                    snapshot
                        .summary()
                        .getOrDefault(RunFacts.RUN_ID, Long.toString(snapshot.snapshotId())))
            .collect(Collectors.joining(", "));
    return new FirnException(
        Fault.USAGE,
        "there is no point '%s': neither a run, a snapshot, a tag or branch, nor a time within the history"
            .formatted(text),
        "points of main, newest first: %s; firn history shows them all".formatted(newest));
  }
}
