package dev.firn.table;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.iceberg.Snapshot;

/** Takes the last rollback back, exactly; undoing again rolls back again. */
public final class Undo {

  private final LakeTable table;

  public Undo(LakeTable table) {
    this.table = table;
  }

  /**
   * @throws FirnException if nothing was rolled back since the last publish, or main has moved
   *     since
   */
  public GoingBack execute() {
    return table.decide(
        state -> {
          Standing then = standing(state);
          return new LakeTable.Decision<>(plan(state, then), then.restore(state));
        });
  }

  /**
   * What {@link #execute} would do now.
   *
   * @throws FirnException likewise
   */
  public GoingBack plan() {
    TableState state = table.load();
    return plan(state, standing(state));
  }

  private Standing standing(TableState state) {
    Standing before =
        state
            .property(TableState.UNDO)
            .map(json -> TableState.read(json, Standing.class))
            .filter(standing -> state.stillShows(standing.left()))
            .orElseThrow(this::nothing);
    if (state.metadata().snapshot(before.main()) == null) {
      throw new FirnException(
          Fault.USAGE,
          "snapshot %d, which undo would return to, has expired".formatted(before.main()));
    }
    return before.keepingWhatWasDecidedSince(state);
  }

  private FirnException nothing() {
    return new FirnException(
        Fault.USAGE,
        "there is nothing to undo on %s: no rollback since main last moved".formatted(table.name()),
        "firn history %s shows every point; firn rollback %s --to POINT goes to one"
            .formatted(table.name(), table.name()));
  }

  private GoingBack plan(TableState state, Standing then) {
    Snapshot to = state.metadata().snapshot(then.main());
    Difference difference = new Difference(state, to);
    NavigableSet<Long> excluded = new TreeSet<>();
    then.properties().keySet().stream()
        .filter(key -> key.startsWith(TableState.EXCLUDED))
        .forEach(key -> excluded.add(TableState.excludedBatch(key)));
    NavigableSet<Long> lost = difference.lost();
    lost.removeAll(excluded);
    excluded.removeAll(state.excluded().keySet());
    return new GoingBack(
        table.name(),
        state.main().snapshotId(),
        to.snapshotId(),
        RowCount.of(state.main()),
        RowCount.of(to),
        Difference.columns(state.metadata().schema()),
        Difference.columns(state.metadata().schemasById().get(then.schema())),
        state.applied(to).through(),
        difference.abandoned(),
        difference.regained(),
        lost,
        excluded,
        List.of(),
        then.properties().containsKey(TableState.HOLD),
        new Staying(table, state).after(to));
  }
}
