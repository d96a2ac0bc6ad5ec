package dev.firn.table;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;

/**
 * Everything that going back changes, as it was: setting it again is the exact inverse.
 *
 * @param left where main was put instead; the inverse is exact only while it still shows that
 * @param main main's snapshot
 * @param schema id of the current schema
 * @param properties Firn's decisions: hold, exclusions, abandoned runs, what it had published
 * @param replaced what going back made of the decisions: what differs now was decided since
 */
record Standing(
    long left,
    long main,
    int schema,
    Map<String, String> properties,
    Map<String, String> replaced) {

  private static final Set<String> PREFIXES =
      Set.of(TableState.HOLD, TableState.EXCLUDED, TableState.ABANDONED, TableState.PUBLISHED);

  /** Where main is to go. */
  static Standing at(Snapshot main, int schema, Map<String, String> properties) {
    return new Standing(main.snapshotId(), main.snapshotId(), schema, properties, properties);
  }

  /**
   * Puts main, schema and decisions back to this; what they are now becomes the way forward again.
   */
  TableCommit restore(TableState now) {
    Map<String, String> current = decisions(now);
    TableCommit commit =
        new TableCommit(now.metadata().uuid())
            .onlyIfMainIs(now.position())
            .onlyIf(
                "a decision was made",
                metadata -> decisions(new TableState(metadata)).equals(current))
            .moveMain(main, now.metadata().ref(SnapshotRef.MAIN_BRANCH));
    if (now.metadata().currentSchemaId() != schema) {
      commit.useSchema(schema);
    }
    commit.unset(
        current.keySet().stream()
            .filter(key -> !properties.containsKey(key))
            .collect(Collectors.toSet()));
    properties.forEach(commit::set);
    now.onlyPublishedSays().forEach(commit::set);
    Standing wayForward =
        new Standing(
            main, now.main().snapshotId(), now.metadata().currentSchemaId(), current, properties);
    return commit.set(TableState.UNDO, TableState.write(wayForward));
  }

  /**
   * The same with the exclusions that people have decided on since, but for batches that main holds
   * here.
   */
  Standing keepingWhatWasDecidedSince(TableState now) {
    Applied applied = now.applied(now.metadata().snapshot(main));
    Map<String, String> current = decisions(now);
    Map<String, String> kept = new TreeMap<>(properties);
    current.forEach(
        (key, reason) -> {
          if (key.startsWith(TableState.EXCLUDED)
              && !reason.equals(replaced.get(key))
              && !applied.contains(TableState.excludedBatch(key))) {
            kept.put(key, reason);
          }
        });
    replaced.keySet().stream()
        .filter(key -> key.startsWith(TableState.EXCLUDED) && !current.containsKey(key))
        .forEach(kept::remove);
    kept.computeIfPresent(TableState.HOLD, (key, hold) -> withoutLostBranch(now, hold));
    return new Standing(left, main, schema, kept, replaced);
  }

  /**
   * Going back dropped the branches, so that a hold can no longer be answered by publishing one.
   */
  private static String withoutLostBranch(TableState now, String json) {
    Hold hold = TableState.read(json, Hold.class);
    return hold.run() == null || now.branch(AuditBranch.name(hold.run())).isPresent()
        ? json
        : TableState.write(new Hold(hold.reason(), null, null, hold.since()));
  }

  static Map<String, String> decisions(TableState state) {
    Map<String, String> decisions = new TreeMap<>();
    state
        .metadata()
        .properties()
        .forEach(
            (key, value) -> {
              if (PREFIXES.stream().anyMatch(key::startsWith)) {
                decisions.put(key, value);
              }
            });
    return decisions;
  }
}
