package dev.firn.table;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.iceberg.io.BulkDeletionFailureException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.SupportsBulkOperations;

/** Deletes files that nothing needs. One that cannot be deleted is left, and found again. */
final class Deletion {

  private Deletion() {}

  /** Gives how many could not be deleted. */
  static int of(FileIO io, Collection<String> locations) {
    List<String> files = new ArrayList<>(locations);
    if (io instanceof SupportsBulkOperations bulk) {
      try {
        bulk.deleteFiles(files);
        return 0;
      } catch (BulkDeletionFailureException e) {
        return e.numberFailedObjects();
      }
    }
    int failed = 0;
    for (String file : files) {
      try {
        io.deleteFile(file);
      } catch (RuntimeException e) {
        failed++;
      }
    }
    return failed;
  }
}
