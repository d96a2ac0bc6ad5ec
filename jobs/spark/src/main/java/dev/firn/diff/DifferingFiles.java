package dev.firn.diff;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;

/**
 * What has to be read to compare two snapshots: data files that only one of them has, and those of
 * both that have other delete files at one than at the other.
 *
 * @param from of the first snapshot, with their deletes
 * @param to of the second snapshot, with their deletes
 * @param count data files, each counted once
 * @param skipped data files that both have, with the same deletes
 */
record DifferingFiles(List<FileScanTask> from, List<FileScanTask> to, long count, long skipped) {

  static DifferingFiles between(Table table, long from, long to) {
    Map<String, FileScanTask> before = files(table, from);
    Map<String, FileScanTask> after = files(table, to);
    List<FileScanTask> left = without(before, after);
    List<FileScanTask> right = without(after, before);
    long both = left.stream().filter(task -> after.containsKey(task.file().location())).count();
    return new DifferingFiles(
        left, right, left.size() + right.size() - both, before.size() - left.size());
  }

  long bytes() {
    return sum(from) + sum(to);
  }

  private static long sum(List<FileScanTask> tasks) {
    return tasks.stream().mapToLong(task -> task.file().fileSizeInBytes()).sum();
  }

  /** By where they are: files never change. */
  private static Map<String, FileScanTask> files(Table table, long snapshot) {
    Map<String, FileScanTask> files = new HashMap<>();
    try (CloseableIterable<FileScanTask> tasks =
        table.newScan().useSnapshot(snapshot).planFiles()) {
      tasks.forEach(task -> files.put(task.file().location(), task));
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<FileScanTask> without(
      Map<String, FileScanTask> files, Map<String, FileScanTask> others) {
    List<FileScanTask> differing = new ArrayList<>();
    files.forEach(
        (path, task) -> {
          FileScanTask other = others.get(path);
          if (other == null || !deletes(task).equals(deletes(other))) {
            differing.add(task);
          }
        });
    return differing;
  }

  /** Deletion vectors share files, so their place in one belongs to them. */
  private static Set<String> deletes(FileScanTask task) {
    return task.deletes().stream()
        .map(delete -> delete.location() + " " + delete.contentOffset())
        .collect(Collectors.toSet());
  }
}
