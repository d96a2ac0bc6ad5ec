package dev.firn.compact;

import dev.firn.engine.Rewritten;
import dev.firn.table.Compaction;
import java.util.HashSet;
import java.util.Set;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.actions.BinPackRewriteFilePlanner;
import org.apache.iceberg.actions.RewriteDataFiles;
import org.apache.iceberg.actions.SizeBasedFileRewritePlanner;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.spark.actions.RewriteDataFilesSparkAction;
import org.apache.iceberg.spark.actions.SparkActions;
import org.apache.spark.sql.SparkSession;

/**
 * Writes main's small files, and those with many deletes, as few. In the order of the table, if it
 * has one: keys that lie together are why merges can leave files alone.
 */
public final class Rewrite {

  /** What is sorted at a time; Spark spills, but not without end. */
  private static final long GROUP_BYTES = 2L << 30;

  private static final int GROUPS_AT_A_TIME = 2;

  private final SparkSession spark;
  private final Table table;

  public Rewrite(SparkSession spark, Table table) {
    this.spark = spark;
    this.table = table;
  }

  public Rewritten execute() {
    StagedOperations staged = new StagedOperations(((HasTableOperations) table).operations());
    Snapshot base = staged.current().currentSnapshot();
    RewriteDataFilesSparkAction action =
        SparkActions.get(spark)
            .rewriteDataFiles(new BaseTable(staged, table.name()))
            .option(
                SizeBasedFileRewritePlanner.MIN_INPUT_FILES,
                Integer.toString(Compaction.MANY_FILES))
            .option(
                BinPackRewriteFilePlanner.DELETE_FILE_THRESHOLD,
                Integer.toString(Compaction.MANY_DELETES))
            .option(
                BinPackRewriteFilePlanner.DELETE_RATIO_THRESHOLD,
                Double.toString(Compaction.MANY_DELETED))
            .option(RewriteDataFiles.MAX_FILE_GROUP_SIZE_BYTES, Long.toString(GROUP_BYTES))
            .option(
                RewriteDataFiles.MAX_CONCURRENT_FILE_GROUP_REWRITES,
                Integer.toString(GROUPS_AT_A_TIME));
    (table.sortOrder().isSorted() ? action.sort() : action.binPack()).execute();
    Snapshot written = staged.current().currentSnapshot();
    if (written.snapshotId() == base.snapshotId()) {
      return Rewritten.nothing(base.snapshotId());
    }
    Set<DataFile> removed = new HashSet<>();
    written.removedDataFiles(table.io()).forEach(removed::add);
    Set<DataFile> added = new HashSet<>();
    written.addedDataFiles(table.io()).forEach(added::add);
    deleteMetadata(written, table.io());
    return new Rewritten(base.snapshotId(), removed, added);
  }

  /** The files stay; the snapshot that would have had them is nobody's. */
  private static void deleteMetadata(Snapshot staged, FileIO io) {
    staged.allManifests(io).stream()
        .filter(manifest -> manifest.snapshotId() == staged.snapshotId())
        .forEach(manifest -> io.deleteFile(manifest.path()));
    io.deleteFile(staged.manifestListLocation());
  }
}
