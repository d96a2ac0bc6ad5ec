package dev.firn.table;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.iceberg.SnapshotRef;

/**
 * Everything that going back changes, as it was: setting it again is the exact inverse.
 *
 * @param left where main was put instead; the inverse is exact only while it is still there
 * @param main main's snapshot
 * @param schema id of the current schema
 * @param properties Firn's decisions: hold, exclusions, abandoned runs, what it had published
 */
record Standing(long left, long main, int schema, Map<String, String> properties) {

  private static final Set<String> PREFIXES =
      Set.of(TableState.HOLD, TableState.EXCLUDED, TableState.ABANDONED, TableState.PUBLISHED);

  static Standing of(TableState state, long left) {
    return new Standing(
        left, state.main().snapshotId(), state.metadata().currentSchemaId(), decisions(state));
  }

  /**
   * Puts main, schema and decisions back to this; what they are now becomes the way forward again.
   */
  TableCommit restore(TableState now) {
    TableCommit commit =
        new TableCommit(now.metadata().uuid())
            .onlyIfMainIs(now.position())
            .onlyIf(
                "a decision was made",
                metadata -> decisions(new TableState(metadata)).equals(decisions(now)))
            .moveMain(main, now.metadata().ref(SnapshotRef.MAIN_BRANCH));
    if (now.metadata().currentSchemaId() != schema) {
      commit.useSchema(schema);
    }
    Map<String, String> current = decisions(now);
    commit.unset(
        current.keySet().stream()
            .filter(key -> !properties.containsKey(key))
            .collect(Collectors.toSet()));
    properties.forEach(commit::set);
    return commit.set(TableState.UNDO, TableState.write(of(now, main)));
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
