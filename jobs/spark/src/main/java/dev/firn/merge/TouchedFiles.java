package dev.firn.merge;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.RowLevelOperationMode;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;

/**
 * The data files of a snapshot that may hold one of some keys.
 *
 * @param bytes of all of them
 * @param deletes delete files that they have
 */
public record TouchedFiles(long count, long bytes, long deletes) {

  /**
   * To write so much anew costs less than reading delete files until the next compaction, and a
   * feed of small batches then compacts itself.
   */
  static final long SMALL_BYTES = 16L << 20;

  static TouchedFiles of(Table table, long snapshot, KeyBounds keys) {
    long count = 0;
    long bytes = 0;
    long deletes = 0;
    try (CloseableIterable<FileScanTask> files =
        table.newScan().useSnapshot(snapshot).filter(keys.asExpression()).planFiles()) {
      for (FileScanTask task : files) {
        count++;
        bytes += task.file().fileSizeInBytes();
        deletes += task.deletes().size();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new TouchedFiles(count, bytes, deletes);
  }

  /**
   * How rows in these files are best changed. A file written anew would leave its deletes behind,
   * and Iceberg would go on counting them.
   */
  RowLevelOperationMode mode() {
    return bytes <= SMALL_BYTES && deletes == 0
        ? RowLevelOperationMode.COPY_ON_WRITE
        : RowLevelOperationMode.MERGE_ON_READ;
  }
}
