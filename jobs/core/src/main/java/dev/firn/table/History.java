package dev.firn.table;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;

/** Everything a table remembers, newest first. */
public final class History {

  private final TableState state;

  public History(TableState state) {
    this.state = state;
  }

  /** What a snapshot is to readers of main. */
  public enum Standing {
    /** Main shows it or has it behind it. */
    PUBLISHED,
    /** Main showed it and was taken back from it. */
    ROLLED_BACK,
    /** On a branch, never shown. */
    PROPOSED
  }

  /**
   * @param snapshot id
   * @param parent id; null for the first one
   * @param at when it was written, ISO 8601 in UTC
   * @param standing what it is to readers of main
   * @param run the run that wrote it; null for other writers
   * @param writer {@code firn}, or the engine that says so in the summary
   * @param operation Iceberg's: append, overwrite, delete, replace
   * @param batches of the raw log, such as {@code 5-9}; null for other writers
   * @param counts where the run's records went; null for other writers
   * @param rows in the table; -1 when unknown
   * @param refs branches and tags that point at it
   * @param contract digest; null for other writers
   * @param program version of Firn; null for other writers
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Line(
      long snapshot,
      Long parent,
      String at,
      Standing standing,
      String run,
      String writer,
      String operation,
      String batches,
      Counts counts,
      long rows,
      List<String> refs,
      String contract,
      String program) {}

  public List<Line> lines() {
    Set<Long> published = ids(state.ancestors(state.main()));
    Set<Long> shown = new HashSet<>();
    state.metadata().snapshotLog().forEach(entry -> shown.add(entry.snapshotId()));
    state
        .metadata()
        .refs()
        .forEach(
            (name, ref) -> {
              if (name.startsWith(Rollback.ARCHIVE)) {
                shown.addAll(ids(state.ancestors(state.metadata().snapshot(ref.snapshotId()))));
              }
            });
    List<Line> lines = new ArrayList<>();
    for (Snapshot snapshot : newestFirst()) {
      Standing standing =
          published.contains(snapshot.snapshotId())
              ? Standing.PUBLISHED
              : shown.contains(snapshot.snapshotId()) ? Standing.ROLLED_BACK : Standing.PROPOSED;
      lines.add(line(snapshot, standing));
    }
    return lines;
  }

  private List<Snapshot> newestFirst() {
    List<Snapshot> snapshots = new ArrayList<>(state.metadata().snapshots());
    snapshots.sort(Comparator.comparingLong(Snapshot::sequenceNumber).reversed());
    return snapshots;
  }

  private Line line(Snapshot snapshot, Standing standing) {
    Map<String, String> summary = snapshot.summary();
    var facts = RunFacts.of(summary);
    boolean ours = facts.isPresent() || summary.containsKey(Applied.THROUGH);
    return new Line(
        snapshot.snapshotId(),
        snapshot.parentId(),
        Instant.ofEpochMilli(snapshot.timestampMillis()).toString(),
        standing,
        facts.map(RunFacts::runId).orElse(null),
        ours ? "firn" : summary.getOrDefault("engine-name", "another writer"),
        snapshot.operation(),
        facts.map(RunFacts::batches).orElse(null),
        facts.map(RunFacts::counts).orElse(null),
        RowCount.of(snapshot),
        refs(snapshot),
        facts.map(RunFacts::contract).orElse(null),
        facts.map(RunFacts::program).orElse(null));
  }

  private List<String> refs(Snapshot snapshot) {
    return state.metadata().refs().entrySet().stream()
        .filter(ref -> ref.getValue().snapshotId() == snapshot.snapshotId())
        .sorted(
            Comparator.comparing(
                    (Map.Entry<String, SnapshotRef> ref) ->
                        !ref.getKey().equals(SnapshotRef.MAIN_BRANCH))
                .thenComparing(Map.Entry::getKey))
        .map(ref -> (ref.getValue().isTag() ? "tag " : "") + ref.getKey())
        .toList();
  }

  private static Set<Long> ids(List<Snapshot> snapshots) {
    Set<Long> ids = new HashSet<>();
    snapshots.forEach(snapshot -> ids.add(snapshot.snapshotId()));
    return ids;
  }
}
