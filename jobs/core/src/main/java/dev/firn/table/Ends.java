package dev.firn.table;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;

/**
 * Two points of a table's history, found, and how they are related. Neither needs to come before
 * the other.
 */
public record Ends(TableState state, Snapshot from, Snapshot to) {

  /**
   * @throws FirnException if the table has no such point
   */
  public static Ends between(TableState state, Point from, Point to) {
    return new Ends(state, from.in(state), to.in(state));
  }

  /**
   * Of what main showed before its last snapshot, and main.
   *
   * @throws FirnException if there is nothing before it
   */
  public static Ends ofMainsLast(TableState state) {
    Snapshot main = state.main();
    // Rows that people wrote are between main and what it was before.
    Long parent =
        RunFacts.of(main.summary())
            .filter(facts -> facts.staged() != null)
            .map(facts -> facts.base().snapshot())
            .orElse(main.parentId());
    Snapshot before = parent == null ? null : state.metadata().snapshot(parent);
    if (before == null) {
      throw new FirnException(
          Fault.USAGE,
          "nothing that is kept was before main's last snapshot, %d".formatted(main.snapshotId()),
          "name two points; firn history shows them");
    }
    return new Ends(state, before, main);
  }

  public boolean areTheSame() {
    return from.snapshotId() == to.snapshotId();
  }

  /** What {@code from} has behind it and {@code to} has not, newest first. */
  List<Snapshot> left() {
    return without(state.ancestors(from), state.ancestors(to));
  }

  /** What {@code to} has behind it and {@code from} has not, newest first. */
  List<Snapshot> entered() {
    return without(state.ancestors(to), state.ancestors(from));
  }

  /** The last that both have behind them; empty if that has expired. */
  Optional<Snapshot> common() {
    Set<Long> behind = ids(state.ancestors(from));
    return state.ancestors(to).stream()
        .filter(snapshot -> behind.contains(snapshot.snapshotId()))
        .findFirst();
  }

  Schema fromSchema() {
    return schema(from);
  }

  Schema toSchema() {
    return schema(to);
  }

  /** As readers see it: what is added to a table shows on main at once, and not in its past. */
  private Schema schema(Snapshot snapshot) {
    Integer id = snapshot.schemaId();
    return id == null || snapshot.snapshotId() == state.main().snapshotId()
        ? state.metadata().schema()
        : state.metadata().schemasById().get(id);
  }

  private static List<Snapshot> without(List<Snapshot> all, List<Snapshot> others) {
    Set<Long> known = ids(others);
    return all.stream().filter(snapshot -> !known.contains(snapshot.snapshotId())).toList();
  }

  private static Set<Long> ids(List<Snapshot> snapshots) {
    return snapshots.stream().map(Snapshot::snapshotId).collect(Collectors.toSet());
  }
}
