package dev.firn.table;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;

/** Looks once more at a table that went back, from its catalog: what was to be is there. */
public final class ReadBack {

  private final LakeTable table;

  public ReadBack(LakeTable table) {
    this.table = table;
  }

  /**
   * @throws FirnException if it is not; mostly because somebody has moved main since
   */
  public void verify(GoingBack done) {
    TableState now = table.load();
    boolean there = now.main().snapshotId() == done.to();
    boolean behind =
        now.ancestors(now.main()).stream().anyMatch(snapshot -> snapshot.snapshotId() == done.to());
    boolean columns =
        Difference.columns(now.metadata().schema()).equals(done.schemaAfter()) || !there;
    if (!(there || behind) || !columns) {
      throw new FirnException(
          Fault.CONFLICT,
          "main of %s was put on snapshot %d, and is on %d now: somebody has moved it since"
              .formatted(table.name(), done.to(), now.main().snapshotId()),
          "firn history %s shows who".formatted(table.name()));
    }
  }
}
