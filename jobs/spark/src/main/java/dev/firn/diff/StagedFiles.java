package dev.firn.diff;

import java.util.List;
import java.util.UUID;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.StaticTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.spark.ScanTaskSetManager;
import org.apache.iceberg.spark.SparkReadOptions;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.spark.SparkTableCache;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Files of a table, read by a schema of one's own and with the deletes that they had at a point. It
 * is how Iceberg itself reads the files that it is about to rewrite.
 */
final class StagedFiles implements AutoCloseable {

  private final String id = "firn-diff-" + UUID.randomUUID();
  private final Table table;
  private final boolean none;

  StagedFiles(Table table, Schema schema, List<FileScanTask> files) {
    this.table = seenBy(table, schema);
    this.none = files.isEmpty();
    if (!none) {
      SparkTableCache.get().add(id, this.table);
      ScanTaskSetManager.get().stageTasks(this.table, id, files);
    }
  }

  /** What is partitioned or sorted by need not be among the columns that are read. */
  private static Table seenBy(Table table, Schema schema) {
    var operations = ((HasTableOperations) table).operations();
    TableMetadata metadata =
        TableMetadata.buildFrom(operations.current())
            .setCurrentSchema(schema, operations.current().lastColumnId())
            .setDefaultPartitionSpec(PartitionSpec.unpartitioned())
            .setDefaultSortOrder(SortOrder.unsorted())
            .build();
    return new BaseTable(new StaticTableOperations(metadata, table.io()), table.name());
  }

  Dataset<Row> read(SparkSession spark) {
    return none
        ? spark.createDataFrame(List.of(), SparkSchemaUtil.convert(table.schema()))
        : spark.read().format("iceberg").option(SparkReadOptions.SCAN_TASK_SET_ID, id).load(id);
  }

  @Override
  public void close() {
    if (!none) {
      ScanTaskSetManager.get().removeTasks(table, id);
      SparkTableCache.get().remove(id);
    }
  }
}
