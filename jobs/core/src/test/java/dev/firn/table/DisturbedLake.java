package dev.firn.table;

import dev.firn.lake.Lake;
import dev.firn.lake.Pointers;
import dev.firn.store.WriteOnceStore;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;

/** A real lake where something happens to the next commits, each in its turn. */
final class DisturbedLake implements Lake {

  /** What happens instead of a plain commit. */
  @FunctionalInterface
  interface Disturbance {
    void commit(Runnable commit);
  }

  private final Lake lake;
  private final Deque<Disturbance> next = new ArrayDeque<>();
  private final Catalog catalog = new DisturbedCatalog();
  private int loads;
  private Runnable beforeLoad;

  DisturbedLake(Lake lake) {
    this.lake = lake;
  }

  DisturbedLake then(Disturbance disturbance) {
    next.add(disturbance);
    return this;
  }

  /** Something else is committed between the check and the commit. */
  DisturbedLake thenFirst(Runnable other) {
    return then(
        commit -> {
          other.run();
          commit.run();
        });
  }

  /** The commit succeeds, but nobody is told. */
  DisturbedLake thenLose(RuntimeException acknowledgement) {
    return then(
        commit -> {
          commit.run();
          throw acknowledgement;
        });
  }

  /** Nothing is committed. */
  DisturbedLake thenFail(RuntimeException failure) {
    return then(
        commit -> {
          throw failure;
        });
  }

  /** Something else is committed before the table is loaded for that time. */
  DisturbedLake beforeLoad(int time, Runnable other) {
    loads = time;
    beforeLoad = other;
    return this;
  }

  /** Whether all that was to happen has happened. */
  boolean isCalm() {
    return next.isEmpty() && beforeLoad == null;
  }

  private final class DisturbedCatalog implements Catalog {
    @Override
    public Table loadTable(TableIdentifier table) {
      if (beforeLoad != null && --loads == 0) {
        Runnable other = beforeLoad;
        beforeLoad = null;
        other.run();
      }
      BaseTable loaded = (BaseTable) lake.catalog().loadTable(table);
      return new BaseTable(new DisturbedOperations(loaded.operations()), loaded.name());
    }

    @Override
    public List<TableIdentifier> listTables(Namespace namespace) {
      return lake.catalog().listTables(namespace);
    }

    @Override
    public boolean dropTable(TableIdentifier table, boolean purge) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void renameTable(TableIdentifier from, TableIdentifier to) {
      throw new UnsupportedOperationException();
    }
  }

  private final class DisturbedOperations implements TableOperations {

    private final TableOperations operations;

    DisturbedOperations(TableOperations operations) {
      this.operations = operations;
    }

    @Override
    public void commit(TableMetadata base, TableMetadata updated) {
      Disturbance disturbance = next.poll();
      if (disturbance == null) {
        operations.commit(base, updated);
      } else {
        disturbance.commit(() -> operations.commit(base, updated));
      }
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
  }

  @Override
  public Catalog catalog() {
    return catalog;
  }

  @Override
  public Namespace namespace() {
    return lake.namespace();
  }

  @Override
  public WriteOnceStore store() {
    return lake.store();
  }

  @Override
  public List<String> storeLocations() {
    return lake.storeLocations();
  }

  @Override
  public Map<String, String> catalogProperties() {
    return lake.catalogProperties();
  }

  @Override
  public Pointers pointers() {
    return lake.pointers();
  }

  @Override
  public String description() {
    return lake.description();
  }

  @Override
  public void close() {
    lake.close();
  }
}
