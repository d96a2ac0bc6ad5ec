package dev.firn.drill;

import static java.util.Objects.requireNonNull;

import dev.firn.engine.EngineProvider;
import dev.firn.lake.Lake;
import dev.firn.lake.Scratch;
import dev.firn.lake.ScratchLake;
import dev.firn.raw.ForkedStore;
import dev.firn.run.Progress;
import dev.firn.run.Workbench;
import dev.firn.table.Decide;
import dev.firn.table.Hold;
import dev.firn.table.LakeTable;
import dev.firn.table.TableState;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.apache.iceberg.io.FileIO;

/** A copy of one version of a table, in a lake of its own in scratch. */
final class TableClone implements AutoCloseable {

  private final String drill;
  private final Scratch scratch;
  private final TableState original;
  private final ScratchLake lake;
  private final Workbench bench;
  private final LakeTable table;
  private boolean removed;

  /**
   * @param drill its name in scratch
   * @param origin the lake of the table, which is only read
   * @param feed whose raw log goes on from what the table is made of
   */
  TableClone(
      String drill,
      Lake origin,
      TableState original,
      String feed,
      String table,
      EngineProvider engines,
      Clock clock) {
    this.drill = requireNonNull(drill, "drill");
    this.original = requireNonNull(original, "original");
    this.scratch = origin.scratch();
    this.lake =
        new ScratchLake(
            origin,
            scratch.folder(drill),
            scratch.location(drill),
            new ForkedStore(
                origin.store(), feed, original.applied().through(), scratch.store(drill)));
    this.bench = new Workbench(lake, engines, Progress.SILENT, clock);
    this.table = new LakeTable(lake, table);
  }

  String make() {
    long bytes = lake.begin(table.name(), original.metadata());
    Optional<String> held = original.hold().map(Hold::reason);
    if (held.isPresent()) {
      new Decide(table).release();
    }
    return "%,d snapshots in %,d bytes of metadata; main is at %d, batches up to %d%s"
        .formatted(
            original.metadata().snapshots().size(),
            bytes,
            original.main().snapshotId(),
            original.applied().through(),
            held.map("; it is held (%s), and the clone was released"::formatted).orElse(""));
  }

  /** What it began as. */
  TableState original() {
    return original;
  }

  ScratchLake lake() {
    return lake;
  }

  Workbench bench() {
    return bench;
  }

  LakeTable table() {
    return table;
  }

  /** Reads the original's files, too. */
  FileIO files() {
    return lake.catalog().loadTable(lake.table(table.name())).io();
  }

  /** Of this machine. */
  Path folder() {
    return scratch.folder(drill);
  }

  boolean isGone() {
    return !scratch.names().contains(drill);
  }

  /** Removes all of it, once. */
  @Override
  public void close() {
    if (!removed) {
      removed = true;
      bench.close();
      lake.close();
      scratch.remove(drill);
    }
  }
}
