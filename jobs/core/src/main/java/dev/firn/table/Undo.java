package dev.firn.table;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import java.util.List;
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
          Standing before =
              state
                  .property(TableState.UNDO)
                  .map(json -> TableState.read(json, Standing.class))
                  .filter(standing -> standing.left() == state.main().snapshotId())
                  .orElseThrow(this::nothing);
          if (state.metadata().snapshot(before.main()) == null) {
            throw new FirnException(
                Fault.USAGE,
                "snapshot %d, which undo would return to, has expired".formatted(before.main()));
          }
          return new LakeTable.Decision<>(plan(state, before), before.restore(state));
        });
  }

  private FirnException nothing() {
    return new FirnException(
        Fault.USAGE,
        "there is nothing to undo on %s: no rollback since main last moved".formatted(table.name()),
        "firn history %s shows every point; firn rollback %s --to POINT goes to one"
            .formatted(table.name(), table.name()));
  }

  private GoingBack plan(TableState state, Standing before) {
    Snapshot to = state.metadata().snapshot(before.main());
    List<String> schemaNow = columns(state, state.metadata().currentSchemaId());
    return new GoingBack(
        table.name(),
        state.main().snapshotId(),
        to.snapshotId(),
        RowCount.of(state.main()),
        RowCount.of(to),
        schemaNow,
        columns(state, before.schema()),
        state.applied(to).through(),
        List.of(),
        List.of(),
        new TreeSet<>(),
        new TreeSet<>(),
        List.of(),
        before.properties().containsKey(TableState.HOLD));
  }

  private static List<String> columns(TableState state, int schemaId) {
    return state.metadata().schemasById().get(schemaId).columns().stream()
        .map(column -> column.name() + " " + column.type())
        .toList();
  }
}
