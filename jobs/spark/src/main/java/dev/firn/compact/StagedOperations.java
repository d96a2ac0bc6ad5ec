package dev.firn.compact;

import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.encryption.EncryptionManager;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;

/**
 * A table as it is now and stays, with commits that nobody else sees: Iceberg's own rewriting
 * commits what it has written, on whatever main is by then, and knows nothing of what Firn's
 * snapshots say.
 */
final class StagedOperations implements TableOperations {

  private final TableOperations operations;
  private TableMetadata current;

  StagedOperations(TableOperations operations) {
    this.operations = operations;
    this.current = operations.current();
  }

  @Override
  public synchronized TableMetadata current() {
    return current;
  }

  @Override
  public TableMetadata refresh() {
    return current();
  }

  @Override
  public synchronized void commit(TableMetadata base, TableMetadata updated) {
    if (base != current) {
      throw new CommitFailedException("the staged table has moved");
    }
    current = updated;
  }

  @Override
  public FileIO io() {
    return operations.io();
  }

  @Override
  public EncryptionManager encryption() {
    return operations.encryption();
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
