package dev.firn.table;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.iceberg.HistoryEntry;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.TableProperties;

/**
 * What main has to be able to go back to, by a table's metadata.
 *
 * @param promised by the contract
 * @param kept by the table: whoever expires snapshots goes by it
 * @param since where the window begins
 * @param points that main has shown since then, oldest first; what it shows now is the last
 * @param lost points that main is known to have shown since then, and that are gone
 */
public record RecoveryWindow(
    Duration promised, Duration kept, Instant since, List<Shown> points, List<Lost> lost) {

  /** A snapshot is older than its publish, which counts: nothing is said of points so near. */
  private static final Duration EDGE = Duration.ofHours(1);

  private static final int EDGE_SHARE = 10;

  private static final String VACUUM_MAX_AGE = "vacuum_max_snapshot_age_seconds";

  public RecoveryWindow {
    requireNonNull(promised, "promised");
    requireNonNull(kept, "kept");
    requireNonNull(since, "since");
    points = List.copyOf(points);
    lost = List.copyOf(lost);
  }

  /**
   * @param at when main was put there last
   */
  public record Shown(Snapshot snapshot, Instant at) {}

  /**
   * @param snapshot id
   * @param at when main was put there
   * @param why a sentence
   */
  public record Lost(long snapshot, Instant at, String why) {}

  /** Whether the table keeps snapshots for as long as is promised. */
  public boolean isLongEnough() {
    return kept.compareTo(promised) >= 0;
  }

  /**
   * @param promised by the contract
   */
  public static RecoveryWindow of(TableState state, Duration promised, Instant now) {
    Instant since = now.minus(promised);
    Map<Long, Instant> shown = shown(state, since);
    List<Shown> points = new ArrayList<>();
    List<Lost> lost = new ArrayList<>(expired(state, since.plus(edge(promised))));
    shown.forEach(
        (id, at) -> {
          Snapshot snapshot = state.metadata().snapshot(id);
          Optional<String> why = whyNoPoint(state, snapshot);
          if (why.isPresent()) {
            lost.add(new Lost(id, at, why.get()));
          } else {
            points.add(new Shown(snapshot, at));
          }
        });
    points.sort(Comparator.comparing(Shown::at));
    lost.sort(Comparator.comparing(Lost::at));
    return new RecoveryWindow(promised, kept(state), since, points, lost);
  }

  private static Duration edge(Duration window) {
    Duration share = window.dividedBy(EDGE_SHARE);
    return share.compareTo(EDGE) < 0 ? share : EDGE;
  }

  /** By the least of main's own branch, of the table, and of what Athena goes by. */
  private static Duration kept(TableState state) {
    Duration table =
        Duration.ofMillis(
            state
                .property(TableProperties.MAX_SNAPSHOT_AGE_MS)
                .map(Long::parseLong)
                .orElse(TableProperties.MAX_SNAPSHOT_AGE_MS_DEFAULT));
    SnapshotRef main = state.metadata().ref(SnapshotRef.MAIN_BRANCH);
    Optional<Duration> branch =
        Optional.ofNullable(main).map(SnapshotRef::maxSnapshotAgeMs).map(Duration::ofMillis);
    Optional<Duration> athena =
        state.property(VACUUM_MAX_AGE).map(Long::parseLong).map(Duration::ofSeconds);
    return Stream.of(Optional.of(table), branch, athena)
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static Map<Long, Instant> shown(TableState state, Instant since) {
    Map<Long, Instant> shown = new LinkedHashMap<>();
    for (HistoryEntry entry : state.metadata().snapshotLog()) {
      Instant at = Instant.ofEpochMilli(entry.timestampMillis());
      if (!at.isBefore(since)) {
        shown.put(entry.snapshotId(), at);
      }
    }
    Snapshot main = state.main();
    shown.putIfAbsent(
        main.snapshotId(),
        Instant.ofEpochMilli(Math.max(main.timestampMillis(), state.position().loggedAt())));
    return shown;
  }

  /**
   * What runs were merged on has been shown; the log of what main showed forgets what has expired,
   * and all before it.
   */
  private static List<Lost> expired(TableState state, Instant since) {
    Map<Long, Instant> known = new HashMap<>();
    state.metadata().snapshots().stream()
        .flatMap(snapshot -> RunFacts.of(snapshot.summary()).stream())
        .map(RunFacts::base)
        .forEach(
            base ->
                known.merge(
                    base.snapshot(),
                    Instant.ofEpochMilli(base.loggedAt()),
                    (one, other) -> one.isBefore(other) ? other : one));
    return known.entrySet().stream()
        .filter(base -> state.metadata().snapshot(base.getKey()) == null)
        .filter(base -> !base.getValue().isBefore(since))
        .map(base -> new Lost(base.getKey(), base.getValue(), "somebody has expired it"))
        .toList();
  }

  /** Rows come back with their schema and the applied position, or not at all. */
  private static Optional<String> whyNoPoint(TableState state, Snapshot snapshot) {
    if (snapshot == null) {
      return Optional.of("somebody has expired it");
    }
    Integer schema = snapshot.schemaId();
    return Stream.of(
            schema != null && !state.metadata().schemasById().containsKey(schema)
                ? "its columns are no longer known"
                : "",
            state.knownApplied(snapshot).isEmpty()
                ? "nobody knows any more which batches it holds"
                : "")
        .filter(why -> !why.isEmpty())
        .findFirst();
  }
}
