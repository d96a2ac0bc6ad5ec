package dev.firn.table;

import dev.firn.contract.Column;
import dev.firn.contract.TableContract;
import dev.firn.lake.Lake;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.RowLevelOperationMode;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.Transaction;

/**
 * Creates the table of a contract, with one empty snapshot: the state before the first run can be
 * gone back to like any other, and branches have something to be cut from.
 */
public final class CreateTable {

  static final String COMMENT = "comment";

  private final Lake lake;
  private final TableContract contract;

  public CreateTable(Lake lake, TableContract contract) {
    this.lake = lake;
    this.contract = contract;
  }

  /** Does nothing if the table exists. */
  public void execute() {
    LakeTable table = new LakeTable(lake, contract.name());
    if (!table.exists()) {
      // If somebody else is faster, it is from a contract that is checked in any case.
      table.createOnce(this::create);
    }
  }

  private void create() {
    Schema schema = IcebergSchemas.of(contract);
    Transaction creation =
        lake.catalog()
            .buildTable(lake.table(contract.name()), schema)
            .withPartitionSpec(IcebergSchemas.partitions(contract, schema))
            .withSortOrder(IcebergSchemas.sortOrder(contract, schema))
            .withProperties(properties(schema))
            .createTransaction();
    var empty = creation.newFastAppend();
    Applied.NOTHING.toSummary().forEach(empty::set);
    RowsDefinition.of(contract).toSummary().forEach(empty::set);
    empty.commit();
    Table table = creation.table();
    creation
        .manageSnapshots()
        .setMinSnapshotsToKeep("main", 2)
        .setMaxSnapshotAgeMs("main", contract.recoveryWindow().toMillis())
        .commit();
    creation
        .updateProperties()
        .set(ColumnIds.PROPERTY, ColumnIds.of(contract, table.schema()).property())
        .set(TableState.PUBLISHED, Published.property(table.currentSnapshot(), Applied.NOTHING))
        .commit();
    creation.commitTransaction();
  }

  private Map<String, String> properties(Schema schema) {
    Map<String, String> properties = new HashMap<>();
    properties.put(TableProperties.FORMAT_VERSION, "2");
    properties.put(TableProperties.PARQUET_COMPRESSION, "zstd");
    properties.put(TableProperties.MERGE_MODE, RowLevelOperationMode.COPY_ON_WRITE.modeName());
    properties.put(TableProperties.DELETE_GRANULARITY, "file");
    properties.putAll(RetentionProperties.of(contract.recoveryWindow()));
    for (Column key : contract.key()) {
      properties.put(TableProperties.METRICS_MODE_COLUMN_CONF_PREFIX + key.name(), "full");
    }
    properties.put(TableProperties.METRICS_MODE_COLUMN_CONF_PREFIX + TechnicalColumns.RUN, "full");
    properties.put(TableProperties.METRICS_MODE_COLUMN_CONF_PREFIX + TechnicalColumns.SEQ, "full");
    properties.putAll(NoBounds.properties(schema.columns()));
    if (contract.description() != null) {
      properties.put(COMMENT, contract.description());
    }
    return properties;
  }
}
