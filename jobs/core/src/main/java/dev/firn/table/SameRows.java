package dev.firn.table;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.exceptions.CleanableFailure;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;
import org.apache.iceberg.jdbc.UncheckedSQLException;

/**
 * Moves main to the same rows in other files. Iceberg would apply a prepared change to whatever
 * main is by then, with what it says of the rows of before; so a change is only ever committed on
 * the main that it was made for, and made again for the next one.
 */
final class SameRows {

  /** Marks the snapshot, so that a commit whose answer was lost is recognised. */
  static final String UPKEEP = "firn.upkeep";

  private static final int MAX_TRIES = 10;

  private final LakeTable table;

  SameRows(LakeTable table) {
    this.table = table;
  }

  /** How it went. */
  enum Outcome {
    COMMITTED,
    /** Others have changed the very files that were to be replaced. */
    FILES_CHANGED,
    /** Somebody has to decide about a branch that was cut from main as it is. */
    WAITS
  }

  /** Why main must not move now; empty when it may. */
  static Optional<String> reasonToWait(TableState state) {
    return state
        .hold()
        .map(hold -> "the table is held, and a branch may wait to be published: " + hold.reason())
        .or(
            () ->
                state.proposals().stream()
                    .findFirst()
                    .map(
                        run ->
                            "run %s waits to be published, which a new main would prevent"
                                .formatted(run)));
  }

  /**
   * @param change prepared on the table it is given, and not committed
   */
  Outcome commit(Function<Table, SnapshotUpdate<?>> change) {
    String mark = UUID.randomUUID().toString();
    RuntimeException last = null;
    for (int tries = 0; tries < MAX_TRIES; tries++) {
      BaseTable now = (BaseTable) table.iceberg();
      TableState state = new TableState(now.operations().current());
      if (has(state, mark)) {
        return Outcome.COMMITTED;
      }
      if (reasonToWait(state).isPresent()) {
        return Outcome.WAITS;
      }
      try {
        SnapshotUpdate<?> update =
            change.apply(new BaseTable(new OnlyOn(now.operations(), state.position()), now.name()));
        Carried.by(state).forEach(update::set);
        update.set(UPKEEP, mark);
        update.commit();
        return Outcome.COMMITTED;
      } catch (ValidationException e) {
        return Outcome.FILES_CHANGED;
      } catch (MainMoved
          | CommitFailedException
          | CommitStateUnknownException
          | UncheckedSQLException e) {
        last = e;
      }
    }
    throw new FirnException(
        Fault.CONFLICT,
        "others changed the table %s %d times in a row".formatted(table.name(), MAX_TRIES),
        "try the same command again",
        last);
  }

  private static boolean has(TableState state, String mark) {
    return state.ancestors(state.main()).stream()
        .anyMatch(snapshot -> mark.equals(snapshot.summary().get(UPKEEP)));
  }

  /** Iceberg cleans up after it, and does not try again by itself. */
  private static final class MainMoved extends RuntimeException implements CleanableFailure {
    private static final long serialVersionUID = 1L;

    MainMoved() {
      super("main has moved, or somebody has to decide");
    }
  }

  /** A table's operations, on one position of main only. */
  private record OnlyOn(TableOperations operations, Position position) implements TableOperations {

    @Override
    public void commit(TableMetadata base, TableMetadata updated) {
      TableState state = new TableState(base);
      if (!state.position().equals(position) || reasonToWait(state).isPresent()) {
        throw new MainMoved();
      }
      operations.commit(base, updated);
    }

    @Override
    public TableMetadata current() {
      return operations.current();
    }

    @Override
    public TableMetadata refresh() {
      return operations.refresh();
    }

    @Override
    public FileIO io() {
      return operations.io();
    }

    @Override
    public String metadataFileLocation(String name) {
      return operations.metadataFileLocation(name);
    }

    @Override
    public LocationProvider locationProvider() {
      return operations.locationProvider();
    }

    @Override
    public long newSnapshotId() {
      return operations.newSnapshotId();
    }
  }
}
