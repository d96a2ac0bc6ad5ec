package dev.firn.table;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.iceberg.HistoryEntry;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableProperties;

/**
 * What of a table's past stays. Iceberg judges a snapshot by when it was written; main may have
 * shown an old one until an hour ago, and that is a point inside the window. So all stays that main
 * has shown since the window began, all that was written since, and what branches and tags keep.
 * What only the others said, the table remembers.
 */
final class Retained {

  private final TableState state;
  private final TableMetadata metadata;
  private final long now;
  private final long window;
  private final Set<String> expired = new TreeSet<>();
  private final Set<Long> kept = new HashSet<>();

  /**
   * @param window main's snapshots are kept for; longer when the table itself says so
   */
  Retained(TableState state, Duration window, Instant now) {
    this.state = state;
    this.metadata = state.metadata();
    this.now = now.toEpochMilli();
    SnapshotRef main = metadata.ref(SnapshotRef.MAIN_BRANCH);
    long said =
        Math.max(
            metadata.propertyAsLong(TableProperties.MAX_SNAPSHOT_AGE_MS, 0),
            main == null || main.maxSnapshotAgeMs() == null ? 0 : main.maxSnapshotAgeMs());
    this.window = Math.max(window.toMillis(), said);
    metadata.refs().forEach(this::keepOrExpire);
    keepYoung();
    keepShown();
    state.movedBackFrom().ifPresent(this::keep);
  }

  /** Branches and tags whose time is over. */
  Set<String> expiredRefs() {
    return expired;
  }

  /** Snapshots that nothing keeps. */
  List<Snapshot> expired() {
    return metadata.snapshots().stream()
        .filter(snapshot -> !kept.contains(snapshot.snapshotId()))
        .toList();
  }

  /** What only snapshots that expire say of the rows of those that stay, as properties. */
  Map<String, String> remembered() {
    return metadata.snapshots().stream()
        .filter(snapshot -> kept.contains(snapshot.snapshotId()))
        .filter(snapshot -> snapshot.parentId() != null && !kept.contains(snapshot.parentId()))
        .filter(state::saysNothing)
        .filter(snapshot -> state.knownApplied(snapshot).isPresent())
        .collect(
            Collectors.toMap(
                snapshot -> TableState.REMEMBERED + snapshot.snapshotId(),
                snapshot -> TableState.write(state.knownApplied(snapshot).orElseThrow())));
  }

  /** Firn's own properties about runs and snapshots of which nothing else is left. */
  Set<String> expiredProperties() {
    Set<String> runs =
        metadata.snapshots().stream()
            .filter(snapshot -> kept.contains(snapshot.snapshotId()))
            .map(snapshot -> snapshot.summary().get(RunFacts.RUN_ID))
            .filter(run -> run != null)
            .collect(Collectors.toSet());
    return metadata.properties().keySet().stream()
        .filter(key -> concernsNothing(key, runs))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private boolean concernsNothing(String property, Set<String> runs) {
    if (property.startsWith(TableState.REMEMBERED)) {
      return !kept.contains(Long.valueOf(property.substring(TableState.REMEMBERED.length())));
    }
    for (String prefix : List.of(TableState.ABANDONED, TableState.ACCEPTED, TableState.PROPOSED)) {
      if (property.startsWith(prefix)) {
        String run = property.substring(prefix.length());
        return !runs.contains(run)
            && !stays(AuditBranch.name(run))
            && !stays(Rollback.ARCHIVE + run);
      }
    }
    return false;
  }

  private boolean stays(String ref) {
    return metadata.ref(ref) != null && !expired.contains(ref);
  }

  private void keepOrExpire(String name, SnapshotRef ref) {
    Snapshot head = metadata.snapshot(ref.snapshotId());
    long maxAge =
        ref.maxRefAgeMs() == null
            ? metadata.propertyAsLong(TableProperties.MAX_REF_AGE_MS, Long.MAX_VALUE)
            : ref.maxRefAgeMs();
    boolean over =
        !name.equals(SnapshotRef.MAIN_BRANCH)
            && (head == null || now - head.timestampMillis() > maxAge)
            && !waitsForSomebody(name);
    if (over) {
      expired.add(name);
    } else {
      keep(ref, head);
    }
  }

  /** What somebody may still decide to publish. */
  private boolean waitsForSomebody(String branch) {
    return state.hold().map(Hold::run).map(AuditBranch::name).filter(branch::equals).isPresent()
        || state.proposals().stream().map(AuditBranch::name).anyMatch(branch::equals);
  }

  private void keep(SnapshotRef ref, Snapshot head) {
    keep(head.snapshotId());
    RunFacts.of(head.summary()).ifPresent(facts -> keep(facts.base().snapshot()));
    if (ref.isTag()) {
      return;
    }
    long age = ref.maxSnapshotAgeMs() == null ? window : Math.max(window, ref.maxSnapshotAgeMs());
    int least =
        ref.minSnapshotsToKeep() == null
            ? metadata.propertyAsInt(TableProperties.MIN_SNAPSHOTS_TO_KEEP, 1)
            : ref.minSnapshotsToKeep();
    int found = 0;
    for (Snapshot ancestor : state.ancestors(head)) {
      if (found++ >= least && ancestor.timestampMillis() < since(age)) {
        break;
      }
      keep(ancestor.snapshotId());
    }
  }

  /** Also what nothing points at: somebody's staged write, or what undo has left. */
  private void keepYoung() {
    metadata.snapshots().stream()
        .filter(snapshot -> snapshot.timestampMillis() >= since(window))
        .forEach(snapshot -> keep(snapshot.snapshotId()));
  }

  private void keepShown() {
    List<HistoryEntry> log = metadata.snapshotLog();
    for (int i = 0; i < log.size(); i++) {
      boolean last = i == log.size() - 1;
      if (last || log.get(i + 1).timestampMillis() >= since(window)) {
        keep(log.get(i).snapshotId());
      }
    }
  }

  private void keep(long snapshot) {
    kept.add(snapshot);
  }

  private long since(long age) {
    return age > now ? Long.MIN_VALUE : now - age;
  }

  /** For people. */
  static String text(Snapshot snapshot) {
    Map<String, String> summary = snapshot.summary();
    return "snapshot %d of %s%s"
        .formatted(
            snapshot.snapshotId(),
            Instant.ofEpochMilli(snapshot.timestampMillis()),
            summary.containsKey(RunFacts.RUN_ID) ? ", run " + summary.get(RunFacts.RUN_ID) : "");
  }
}
