package dev.firn.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.iceberg.MetadataUpdate;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.SnapshotRefType;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.UpdateRequirement;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.rest.CatalogHandlers;
import org.apache.iceberg.rest.requests.UpdateTableRequest;

/**
 * One version of a table's metadata, committed only if what it was decided on still holds. Iceberg
 * checks the conditions against the very metadata that it replaces.
 */
final class TableCommit {

  private final List<UpdateRequirement> conditions = new ArrayList<>();
  private final List<MetadataUpdate> updates = new ArrayList<>();

  TableCommit(String uuid) {
    conditions.add(new UpdateRequirement.AssertTableUUID(uuid));
  }

  /** Main is where it was seen, and has not been elsewhere in between. */
  TableCommit onlyIfMainIs(Position position) {
    return onlyIf(
        "main has moved", metadata -> new TableState(metadata).position().equals(position));
  }

  TableCommit onlyIf(String otherwise, Predicate<TableMetadata> condition) {
    conditions.add(new Condition(otherwise, condition));
    return this;
  }

  TableCommit moveMain(long snapshot, SnapshotRef retention) {
    updates.add(
        new MetadataUpdate.SetSnapshotRef(
            SnapshotRef.MAIN_BRANCH,
            snapshot,
            SnapshotRefType.BRANCH,
            retention.minSnapshotsToKeep(),
            retention.maxSnapshotAgeMs(),
            null));
    return this;
  }

  /**
   * @param maxAgeMillis how long the branch may pin its snapshots
   */
  TableCommit setBranch(String name, long snapshot, long maxAgeMillis) {
    updates.add(
        new MetadataUpdate.SetSnapshotRef(
            name, snapshot, SnapshotRefType.BRANCH, null, null, maxAgeMillis));
    return this;
  }

  /** Only those that no branch or tag points at. */
  TableCommit removeSnapshots(Set<Long> ids) {
    if (!ids.isEmpty()) {
      updates.add(new MetadataUpdate.RemoveSnapshots(ids));
    }
    return this;
  }

  TableCommit dropBranch(String name) {
    updates.add(new MetadataUpdate.RemoveSnapshotRef(name));
    return this;
  }

  TableCommit useSchema(int schemaId) {
    updates.add(new MetadataUpdate.SetCurrentSchema(schemaId));
    return this;
  }

  TableCommit set(String property, String value) {
    updates.add(new MetadataUpdate.SetProperties(Map.of(property, value)));
    return this;
  }

  TableCommit unset(Set<String> properties) {
    if (!properties.isEmpty()) {
      updates.add(new MetadataUpdate.RemoveProperties(properties));
    }
    return this;
  }

  /**
   * @throws CommitFailedException if a condition does not hold, or others were faster again and
   *     again
   * @throws org.apache.iceberg.exceptions.CommitStateUnknownException if nobody can tell: look
   *     before doing it again
   */
  void commit(Catalog catalog, TableIdentifier table) {
    CatalogHandlers.updateTable(
        catalog, table, UpdateTableRequest.create(table, conditions, updates));
  }

  private record Condition(String otherwise, Predicate<TableMetadata> condition)
      implements UpdateRequirement {
    @Override
    public void validate(TableMetadata base) {
      if (!condition.test(base)) {
        throw new CommitFailedException("Requirement failed: %s", otherwise);
      }
    }
  }
}
