package dev.firn.table;

import dev.firn.fault.Fault;
import dev.firn.fault.FirnException;
import dev.firn.lake.Lake;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.jdbc.UncheckedSQLException;

/** A table of a lake. */
public final class LakeTable {

  private static final int MAX_TRIES = 10;

  private final Lake lake;
  private final TableIdentifier id;

  public LakeTable(Lake lake, String name) {
    this.lake = lake;
    this.id = lake.table(name);
  }

  public String name() {
    return id.name();
  }

  /**
   * The table as it is now; empty if nobody has created it.
   *
   * @throws FirnException if its metadata does not load
   */
  public Optional<TableState> find() {
    try {
      return Optional.of(new TableState(((BaseTable) iceberg()).operations().current()));
    } catch (NoSuchTableException e) {
      return Optional.empty();
    }
  }

  /**
   * @throws FirnException if there is no such table
   */
  public TableState load() {
    return find()
        .orElseThrow(
            () ->
                new FirnException(
                    Fault.USAGE,
                    "there is no table %s in the lake %s".formatted(name(), lake.description()),
                    "firn status lists what there is; a table comes from its contract with the first firn run"));
  }

  /** Size of the file that describes the table; 0 when there is no table. */
  public long metadataBytes() {
    try {
      TableOperations operations = ((BaseTable) lake.catalog().loadTable(id)).operations();
      return operations.io().newInputFile(operations.current().metadataFileLocation()).getLength();
    } catch (NoSuchTableException e) {
      return 0;
    }
  }

  /** A creation that somebody else may be faster at; catalogs differ in how they say so. */
  void createOnce(Runnable creation) {
    try {
      creation.run();
    } catch (AlreadyExistsException | CommitFailedException e) {
      if (!exists()) {
        throw e;
      }
    }
  }

  boolean exists() {
    try {
      return lake.catalog().tableExists(id);
    } catch (NotFoundException | UncheckedIOException | IllegalArgumentException e) {
      throw explained(e);
    }
  }

  Table iceberg() {
    try {
      return lake.catalog().loadTable(id);
    } catch (NotFoundException | UncheckedIOException | IllegalArgumentException e) {
      throw explained(e);
    }
  }

  /** By the table's metadata file, if that is to blame and not the way to it. */
  private RuntimeException explained(RuntimeException failure) {
    try (FileIO files = lake.files()) {
      return lake.pointers()
          .find(name())
          .map(pointer -> MetadataFile.read(files, pointer.metadata()))
          .filter(file -> !file.loads())
          .<RuntimeException>map(file -> doesNotLoad(file, failure))
          .orElse(failure);
    }
  }

  private FirnException doesNotLoad(MetadataFile file, RuntimeException failure) {
    return new FirnException(
        Fault.USAGE,
        "the metadata of table %s does not load: %s %s"
            .formatted(name(), file.name(), file.broken()),
        "firn doctor %s --repair puts the table on the metadata before it, and asks first"
            .formatted(name()),
        failure);
  }

  /** Where the lake's other tables are. */
  Map<String, String> locationsOfOthers() {
    Map<String, String> others = new TreeMap<>();
    for (TableIdentifier other : lake.catalog().listTables(lake.namespace())) {
      if (!other.equals(id)) {
        try {
          others.put(other.name(), lake.catalog().loadTable(other).location());
        } catch (NoSuchTableException e) {
          // Somebody has dropped it meanwhile.
        }
      }
    }
    return others;
  }

  /** Where raw log and run records are. */
  List<String> storeLocations() {
    return lake.storeLocations();
  }

  /**
   * Decides on the table as it is now and commits the decision; when somebody was faster, looks
   * again and decides anew. Each commit leaves a mark of its own, which tells when a commit went
   * through although its answer was lost: what toggles, such as an undo, must not be done twice.
   */
  <T> T decide(Function<TableState, Decision<T>> decision) {
    RuntimeException last = null;
    Decision<T> tried = null;
    String mark = null;
    for (int tries = 0; tries < MAX_TRIES; tries++) {
      try {
        TableState state = load();
        if (tried != null && state.property(TableState.COMMIT).equals(Optional.of(mark))) {
          return tried.result();
        }
        tried = decision.apply(state);
        if (tried.commit() == null) {
          return tried.result();
        }
        mark = UUID.randomUUID().toString();
        tried.commit().set(TableState.COMMIT, mark).commit(lake.catalog(), id);
        return tried.result();
      } catch (CommitFailedException | CommitStateUnknownException | UncheckedSQLException e) {
        last = e;
      }
    }
    throw new FirnException(
        Fault.CONFLICT,
        "others changed the table %s %d times in a row".formatted(name(), MAX_TRIES),
        "try the same command again",
        last);
  }

  /**
   * @param result what the caller is told
   * @param commit what has to be committed for it to be true; null when it is true already
   */
  record Decision<T>(T result, TableCommit commit) {

    static <T> Decision<T> done(T result) {
      return new Decision<>(result, null);
    }
  }
}
