package dev.firn.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.HistoryEntry;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.TableMetadata;

/**
 * One version of a table's metadata, seen with Firn's eyes. Immutable; load it again to see news.
 */
public final class TableState {

  static final String EXCLUDED = "firn.excluded.";
  static final String ABANDONED = "firn.abandoned.";
  static final String HOLD = "firn.hold";
  static final String PUBLISHED = "firn.published";
  static final String UNDO = "firn.undo";
  static final String ACCEPTED = "firn.accepted.";

  /** Head of the branch of a run that has passed its audit and waits to be published. */
  static final String PROPOSED = "firn.proposed.";

  /**
   * What a snapshot's rows were made of, when the snapshots before it, which said so, have expired.
   */
  static final String REMEMBERED = "firn.applied.";

  /** Which of Firn's commits was the last one. */
  static final String COMMIT = "firn.commit";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final TableMetadata metadata;

  TableState(TableMetadata metadata) {
    this.metadata = metadata;
  }

  public TableMetadata metadata() {
    return metadata;
  }

  /** Firn gives every table an empty snapshot when it creates it, so there always is one. */
  public Snapshot main() {
    Snapshot main = metadata.currentSnapshot();
    if (main == null) {
      throw new FirnException(
          Fault.USAGE,
          "the table at %s has no snapshot, so Firn did not create it"
              .formatted(metadata.location()));
    }
    return main;
  }

  public Position position() {
    List<HistoryEntry> log = metadata.snapshotLog();
    return new Position(
        main().snapshotId(), log.isEmpty() ? 0 : log.get(log.size() - 1).timestampMillis());
  }

  /** What main's rows are made of; snapshots of other writers change nothing about it. */
  public Applied applied() {
    return applied(main());
  }

  /**
   * @throws FirnException if the snapshots that would say so have expired
   */
  public Applied applied(Snapshot snapshot) {
    return knownApplied(snapshot)
        .orElseThrow(
            () ->
                new FirnException(
                    Fault.USAGE,
                    "nobody knows any more which batches snapshot %d holds: the snapshots that said so have expired"
                        .formatted(snapshot.snapshotId()),
                    "firn history shows the points that are kept"));
  }

  /** Empty if the snapshots that would say so have expired. */
  Optional<Applied> knownApplied(Snapshot snapshot) {
    List<Snapshot> ancestors = ancestors(snapshot);
    for (Snapshot ancestor : ancestors) {
      if (ancestor.summary().containsKey(Applied.THROUGH)) {
        return Optional.of(Applied.fromSummary(ancestor.summary()));
      }
    }
    if (isWhole(ancestors)) {
      return Optional.of(Applied.NOTHING);
    }
    Snapshot oldest = oldest(ancestors);
    return property(REMEMBERED + oldest.snapshotId())
        .map(json -> read(json, Applied.class))
        .or(
            () ->
                published()
                    .filter(
                        published ->
                            isAmong(published, ancestors)
                                || (endsAfter(published, ancestors)
                                    && oldest.equals(oldest(ancestors(main())))))
                    .map(Published::applied));
  }

  /**
   * What nothing but {@link Published} says, to be kept beside the snapshots before that speaks of
   * others.
   */
  Map<String, String> onlyPublishedSays() {
    return Stream.concat(
            Stream.of(main()),
            published().map(Published::snapshot).map(metadata::snapshot).stream())
        .map(this::ancestors)
        .map(TableState::oldest)
        .distinct()
        .filter(this::saysNothing)
        .filter(oldest -> knownApplied(oldest).isPresent())
        .collect(
            Collectors.toMap(
                oldest -> REMEMBERED + oldest.snapshotId(),
                oldest -> write(knownApplied(oldest).orElseThrow())));
  }

  /** Whether a snapshot without those before it would not be enough to say what it is made of. */
  boolean saysNothing(Snapshot oldest) {
    return oldest.parentId() != null
        && !oldest.summary().containsKey(Applied.THROUGH)
        && property(REMEMBERED + oldest.snapshotId()).isEmpty();
  }

  /** From the snapshot back to the oldest one still known. */
  public List<Snapshot> ancestors(Snapshot snapshot) {
    List<Snapshot> ancestors = new ArrayList<>();
    for (Snapshot at = snapshot;
        at != null;
        at = at.parentId() == null ? null : metadata.snapshot(at.parentId())) {
      ancestors.add(at);
    }
    return ancestors;
  }

  /** Whether main shows or has shown that snapshot, as far as anything still says so. */
  boolean hasShown(Snapshot snapshot) {
    return metadata.snapshotLog().stream()
            .map(HistoryEntry::snapshotId)
            .anyMatch(id -> id == snapshot.snapshotId())
        || (isBehindWhatWasShown(snapshot) && !isBehindAStagedRun(snapshot));
  }

  private boolean isBehindWhatWasShown(Snapshot snapshot) {
    return ancestors(main()).contains(snapshot)
        || branches().stream()
            .filter(name -> name.startsWith(Rollback.ARCHIVE))
            .anyMatch(name -> ancestors(branch(name).orElseThrow()).contains(snapshot));
  }

  /** What people wrote one after the other: the last of it was audited, and nothing before. */
  private boolean isBehindAStagedRun(Snapshot snapshot) {
    return metadata.snapshots().stream()
        .anyMatch(
            head ->
                RunFacts.of(head.summary())
                    .filter(facts -> facts.staged() != null)
                    .filter(
                        facts ->
                            ancestors(head).stream()
                                .skip(1)
                                .takeWhile(one -> one.snapshotId() != facts.base().snapshot())
                                .anyMatch(snapshot::equals))
                    .isPresent());
  }

  /**
   * The table as it would be after a rollback to a snapshot and after an exclusion; nothing is
   * committed. Its position and its hold are nobody's.
   */
  public TableState asIf(Snapshot main, Exclusion exclusion) {
    if (main.snapshotId() == main().snapshotId() && exclusion.isEmpty()) {
      return this;
    }
    return new TableState(
        TableMetadata.buildFrom(metadata)
            .setRef(SnapshotRef.MAIN_BRANCH, SnapshotRef.branchBuilder(main.snapshotId()).build())
            .setProperties(exclusion.toProperties())
            .discardChanges()
            .build());
  }

  /** Whether undo would take back how main got where it is. */
  public boolean canBeUndone() {
    return property(UNDO)
        .map(json -> read(json, Standing.class))
        .filter(way -> stillShows(way.left()))
        .isPresent();
  }

  /**
   * Whether main shows what it did with that snapshot: it is there, or all that has come since are
   * files written anew with the same rows.
   */
  boolean stillShows(long snapshot) {
    for (Snapshot ancestor : ancestors(main())) {
      if (ancestor.snapshotId() == snapshot) {
        return true;
      }
      if (!DataOperations.REPLACE.equals(ancestor.operation())) {
        return false;
      }
    }
    return false;
  }

  /** Head of the run's branch, if it passed its audit and waits to be published. */
  public Optional<Long> proposed(String runId) {
    return property(PROPOSED + runId)
        .map(Long::valueOf)
        .filter(
            head ->
                branch(AuditBranch.name(runId))
                    .filter(branch -> branch.snapshotId() == head)
                    .isPresent());
  }

  /** Runs that passed their audits and wait to be published. */
  public List<String> proposals() {
    return metadata.properties().keySet().stream()
        .filter(key -> key.startsWith(PROPOSED))
        .map(key -> key.substring(PROPOSED.length()))
        .filter(run -> proposed(run).isPresent())
        .sorted()
        .toList();
  }

  /** Whether main holds what the run proposed. */
  public boolean hasPublished(String runId) {
    return ancestors(main()).stream()
        .anyMatch(snapshot -> runId.equals(snapshot.summary().get(RunFacts.RUN_ID)));
  }

  public boolean hasAbandoned(String runId) {
    return metadata.properties().containsKey(ABANDONED + runId);
  }

  /** Excluded batches with the reason somebody gave. */
  public NavigableMap<Long, String> excluded() {
    NavigableMap<Long, String> excluded = new TreeMap<>();
    for (Map.Entry<String, String> property : metadata.properties().entrySet()) {
      if (property.getKey().startsWith(EXCLUDED)) {
        excluded.put(excludedBatch(property.getKey()), property.getValue());
      }
    }
    return excluded;
  }

  static long excludedBatch(String property) {
    return Long.parseLong(property.substring(EXCLUDED.length()));
  }

  /** Why merging has stopped; also when main was moved by something else than Firn. */
  public Optional<Hold> hold() {
    String hold = metadata.properties().get(HOLD);
    if (hold != null && broughtIn().isEmpty()) {
      return Optional.of(read(hold, Hold.class));
    }
    return movedOutside()
        .map(
            reason ->
                new Hold(
                    reason, null, null, Instant.ofEpochMilli(position().loggedAt()).toString()));
  }

  private Optional<String> movedOutside() {
    return movedBackFrom()
        .map(
            from ->
                "main was moved back outside Firn, from snapshot %d to %d: the next run would merge again what was taken out"
                    .formatted(from, main().snapshotId()))
        .or(
            () ->
                movedForwardFrom()
                    .map(
                        from ->
                            "main was moved forward outside Firn, from snapshot %d to %d: it shows run %s, which Firn did not publish"
                                .formatted(
                                    from, main().snapshotId(), String.join(", ", broughtIn()))));
  }

  /**
   * The snapshot that Firn had put main on, if main shows runs on top that Firn did not publish.
   */
  public Optional<Long> movedForwardFrom() {
    return broughtIn().isEmpty() ? Optional.empty() : published().map(Published::snapshot);
  }

  /**
   * Runs that main shows and Firn did not publish, the newest first: somebody fast-forwarded main
   * to a branch that failed its audit, waits for review, or was rolled back.
   */
  List<String> broughtIn() {
    if (published().isEmpty() || movedBackFrom().isPresent()) {
      return List.of();
    }
    long expected = published().get().snapshot();
    return ancestors(main()).stream()
        .takeWhile(snapshot -> snapshot.snapshotId() != expected)
        .map(snapshot -> snapshot.summary().get(RunFacts.RUN_ID))
        .filter(run -> run != null)
        .distinct()
        .toList();
  }

  /** The snapshot that Firn had put main on, if main no longer descends from it. */
  public Optional<Long> movedBackFrom() {
    List<Snapshot> ancestors = ancestors(main());
    return published()
        .filter(published -> isWhole(ancestors) || !endsAfter(published, ancestors))
        .map(Published::snapshot)
        .filter(
            expected ->
                ancestors.stream().noneMatch(snapshot -> snapshot.snapshotId() == expected));
  }

  Optional<Published> published() {
    return property(PUBLISHED).map(json -> read(json, Published.class));
  }

  /** Whether the ancestors go back to the table's creation. */
  private static boolean isWhole(List<Snapshot> ancestors) {
    return oldest(ancestors).parentId() == null;
  }

  private static boolean isAmong(Published published, List<Snapshot> ancestors) {
    return ancestors.stream().anyMatch(snapshot -> snapshot.snapshotId() == published.snapshot());
  }

  /** Whether what Firn published is so old that it would not be among these ancestors any more. */
  private static boolean endsAfter(Published published, List<Snapshot> ancestors) {
    return oldest(ancestors).sequenceNumber() > published.number();
  }

  private static Snapshot oldest(List<Snapshot> ancestors) {
    return ancestors.get(ancestors.size() - 1);
  }

  Set<String> branches() {
    return metadata.refs().entrySet().stream()
        .filter(ref -> ref.getValue().isBranch())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  public Optional<Snapshot> branch(String name) {
    SnapshotRef ref = metadata.ref(name);
    return ref == null || !ref.isBranch()
        ? Optional.empty()
        : Optional.of(metadata.snapshot(ref.snapshotId()));
  }

  public Optional<String> property(String key) {
    return Optional.ofNullable(metadata.properties().get(key));
  }

  static <T> T read(String json, Class<T> type) {
    try {
      return JSON.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new FirnException(Fault.INTERNAL, "a table property is damaged: " + json, null, e);
    }
  }

  static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
