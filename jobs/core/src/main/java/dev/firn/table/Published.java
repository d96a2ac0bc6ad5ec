package dev.firn.table;

import org.apache.iceberg.Snapshot;

/**
 * Where Firn put main last, and what its rows were made of. A table remembers it beside its
 * snapshots, because these expire when others write for longer than the recovery window.
 *
 * @param snapshot id
 * @param number its sequence number: what is later has a greater one
 * @param applied what its rows were made of
 */
record Published(long snapshot, long number, Applied applied) {

  static String property(Snapshot snapshot, Applied applied) {
    return TableState.write(
        new Published(snapshot.snapshotId(), snapshot.sequenceNumber(), applied));
  }
}
