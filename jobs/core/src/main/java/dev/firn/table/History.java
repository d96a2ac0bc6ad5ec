package dev.firn.table;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;

/** Everything a table remembers, newest first. */
public final class History {

  private static final String FIRN = "firn";

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
    PROPOSED,
    /** Likewise, and merging waits until somebody decides about it. */
    HELD
  }

  /**
   * @param snapshot id
   * @param parent id; null for the first one
   * @param at when it was written, ISO 8601 in UTC
   * @param standing what it is to readers of main
   * @param reason why it is held or was rolled back, or why it was published although its audit
   *     failed; null when there is nothing to say
   * @param run the run that wrote it; null for other writers
   * @param writer {@code firn}, or the engine that says so in the summary
   * @param operation Iceberg's: append, overwrite, delete, replace
   * @param batches of the raw log, such as {@code 5-9}; null for others than runs of some
   * @param counts where the run's records went; null for other writers
   * @param rows in the table; -1 when unknown
   * @param refs branches and tags that point at it
   * @param contract digest; null for other writers
   * @param program version of Firn; null for other writers
   * @param branch that people wrote these rows to; null when they are of batches
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Line(
      long snapshot,
      Long parent,
      String at,
      Standing standing,
      String reason,
      String run,
      String writer,
      String operation,
      String batches,
      Counts counts,
      long rows,
      List<String> refs,
      String contract,
      String program,
      String branch) {

    /** Whether something else than Firn has changed rows. */
    boolean foreign() {
      return !writer.equals(FIRN) && !operation.equals(DataOperations.REPLACE);
    }
  }

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
    Long held = state.hold().map(Hold::snapshot).orElse(null);
    Map<Long, List<String>> refs = refs();
    List<Line> lines = new ArrayList<>();
    for (Snapshot snapshot : newestFirst()) {
      long id = snapshot.snapshotId();
      Standing standing;
      if (published.contains(id)) {
        standing = Standing.PUBLISHED;
      } else if (shown.contains(id)) {
        standing = Standing.ROLLED_BACK;
      } else {
        standing = held != null && held == id ? Standing.HELD : Standing.PROPOSED;
      }
      lines.add(line(snapshot, standing, refs.getOrDefault(id, List.of())));
    }
    return lines;
  }

  private List<Snapshot> newestFirst() {
    List<Snapshot> snapshots = new ArrayList<>(state.metadata().snapshots());
    snapshots.sort(Comparator.comparingLong(Snapshot::sequenceNumber).reversed());
    return snapshots;
  }

  private Line line(Snapshot snapshot, Standing standing, List<String> refs) {
    Map<String, String> summary = snapshot.summary();
    var facts = RunFacts.of(summary);
    boolean ours = facts.isPresent() || summary.containsKey(Applied.THROUGH);
    return new Line(
        snapshot.snapshotId(),
        snapshot.parentId(),
        Instant.ofEpochMilli(snapshot.timestampMillis()).toString(),
        standing,
        facts.flatMap(run -> reason(run.runId(), standing)).orElse(null),
        facts.map(RunFacts::runId).orElse(null),
        ours ? FIRN : summary.getOrDefault("engine-name", "another writer"),
        snapshot.operation(),
        facts.filter(run -> run.staged() == null).map(RunFacts::batches).orElse(null),
        facts.map(RunFacts::counts).orElse(null),
        RowCount.of(snapshot),
        refs,
        facts.map(RunFacts::contract).orElse(null),
        facts.map(RunFacts::program).orElse(null),
        facts.map(RunFacts::staged).map(StagedBranch::name).orElse(null));
  }

  private Optional<String> reason(String run, Standing standing) {
    return switch (standing) {
      case PUBLISHED -> state.property(TableState.ACCEPTED + run);
      case ROLLED_BACK -> state.property(TableState.ABANDONED + run);
      case HELD -> state.hold().map(Hold::reason);
      case PROPOSED -> Optional.empty();
    };
  }

  /** By the snapshot that they point at, main first. */
  private Map<Long, List<String>> refs() {
    Comparator<Map.Entry<String, SnapshotRef>> mainFirst =
        Comparator.comparing(ref -> !ref.getKey().equals(SnapshotRef.MAIN_BRANCH));
    Map<Long, List<String>> refs = new HashMap<>();
    state.metadata().refs().entrySet().stream()
        .sorted(mainFirst.thenComparing(Map.Entry::getKey))
        .forEach(
            ref ->
                refs.computeIfAbsent(ref.getValue().snapshotId(), any -> new ArrayList<>())
                    .add((ref.getValue().isTag() ? "tag " : "") + ref.getKey()));
    return refs;
  }

  private static Set<Long> ids(List<Snapshot> snapshots) {
    Set<Long> ids = new HashSet<>();
    snapshots.forEach(snapshot -> ids.add(snapshot.snapshotId()));
    return ids;
  }
}
