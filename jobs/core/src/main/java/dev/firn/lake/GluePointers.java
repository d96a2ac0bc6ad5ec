package dev.firn.lake;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.BaseMetastoreTableOperations;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.ConcurrentModificationException;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;

/** Those of a Glue database: a parameter of each of its tables. */
final class GluePointers implements Pointers, AutoCloseable {

  private final GlueClient glue;
  private final String database;

  GluePointers(GlueClient glue, String database) {
    this.glue = glue;
    this.database = database;
  }

  @Override
  public List<Pointer> all() {
    return glue.getTablesPaginator(get -> get.databaseName(database)).stream()
        .flatMap(page -> page.tableList().stream())
        .flatMap(table -> pointer(table).stream())
        .sorted(Comparator.comparing(Pointer::table))
        .toList();
  }

  @Override
  public Optional<Pointer> find(String table) {
    return get(table).flatMap(GluePointers::pointer);
  }

  private Optional<Table> get(String table) {
    try {
      return Optional.of(glue.getTable(get -> get.databaseName(database).name(table)).table());
    } catch (EntityNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Empty for what is no table of Iceberg's. */
  private static Optional<Pointer> pointer(Table table) {
    return Optional.ofNullable(
            table.parameters().get(BaseMetastoreTableOperations.METADATA_LOCATION_PROP))
        .map(
            metadata ->
                new Pointer(
                    table.name(),
                    metadata,
                    table
                        .parameters()
                        .get(BaseMetastoreTableOperations.PREVIOUS_METADATA_LOCATION_PROP)));
  }

  /** As Iceberg commits: only on the version that was looked at. */
  @Override
  public boolean move(Pointer from, String metadata) {
    Optional<Table> found =
        get(from.table()).filter(table -> pointer(table).filter(from::equals).isPresent());
    if (found.isEmpty()) {
      return false;
    }
    try {
      glue.updateTable(
          update ->
              update
                  .databaseName(database)
                  .versionId(found.get().versionId())
                  .skipArchive(true)
                  .tableInput(input(found.get(), metadata)));
      return true;
    } catch (ConcurrentModificationException e) {
      // The SDK may have asked again after a reply that was lost.
      return find(from.table()).filter(now -> now.metadata().equals(metadata)).isPresent();
    }
  }

  private static TableInput input(Table table, String metadata) {
    Map<String, String> parameters = new HashMap<>(table.parameters());
    parameters.put(BaseMetastoreTableOperations.METADATA_LOCATION_PROP, metadata);
    return TableInput.builder()
        .name(table.name())
        .description(table.description())
        .owner(table.owner())
        .lastAccessTime(table.lastAccessTime())
        .lastAnalyzedTime(table.lastAnalyzedTime())
        .retention(table.retention())
        .storageDescriptor(table.storageDescriptor())
        .partitionKeys(table.partitionKeys())
        .viewOriginalText(table.viewOriginalText())
        .viewExpandedText(table.viewExpandedText())
        .tableType(table.tableType())
        .parameters(parameters)
        .targetTable(table.targetTable())
        .build();
  }

  @Override
  public void close() {
    glue.close();
  }
}
