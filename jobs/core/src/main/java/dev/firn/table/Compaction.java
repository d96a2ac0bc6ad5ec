package dev.firn.table;

import static java.util.Objects.requireNonNull;

import dev.firn.table.Upkeep.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.util.ContentFileUtil;
import org.apache.iceberg.util.PropertyUtil;

/**
 * Puts main on fewer files with the same rows. Whether that is worth it is seen in the metadata; an
 * engine writes the files, and here they take their place in one commit.
 */
public final class Compaction {

  /** So many small files of a partition are written as few. */
  public static final int MANY_FILES = 5;

  /** So many delete files of one data file are merged into it. */
  public static final int MANY_DELETES = 10;

  /** Or so many of its rows that are deleted. */
  public static final double MANY_DELETED = 0.3;

  /** Smaller than that part of the size that a table's files are to have. */
  public static final double SMALL = 0.75;

  private final LakeTable table;

  public Compaction(LakeTable table) {
    this.table = requireNonNull(table, "table");
  }

  /** What there is to do, without opening a file of the table. */
  public Upkeep plan() {
    TableState state = table.load();
    Snapshot main = state.metadata().currentSnapshot();
    if (main == null) {
      return Upkeep.nothing(Upkeep.Step.COMPACT, "the table is empty");
    }
    Table iceberg = table.iceberg();
    Map<String, Integer> small = new TreeMap<>();
    Map<String, Long> files = new HashMap<>();
    int withDeletes = 0;
    double size = smallBytes(iceberg);
    for (Scanned file : scan(iceberg, main.snapshotId())) {
      if (file.bytes() < size) {
        small.merge(file.partition(), 1, Integer::sum);
      }
      withDeletes += file.hasManyDeletes() ? 1 : 0;
      files.put(file.location(), file.bytes());
      file.deletes().forEach(delete -> files.put(delete.location(), delete.fileSizeInBytes()));
    }
    small.values().removeIf(count -> count < MANY_FILES);
    int many = small.values().stream().mapToInt(Integer::intValue).sum();
    if (many == 0 && withDeletes == 0) {
      return new Upkeep(
          Upkeep.Step.COMPACT,
          Outcome.NOTHING,
          "no partition has %d small files, and no file has many deletes".formatted(MANY_FILES),
          Size.of(files.values()),
          Size.of(files.values()),
          List.of(),
          0);
    }
    Optional<String> wait = SameRows.reasonToWait(state);
    return new Upkeep(
        Upkeep.Step.COMPACT,
        wait.isPresent() ? Outcome.WAITS : Outcome.PLANNED,
        wait.orElse(told(many, small.size(), withDeletes)),
        Size.of(files.values()),
        null,
        List.of(),
        0);
  }

  private static String told(int many, int partitions, int withDeletes) {
    List<String> what = new ArrayList<>();
    if (many > 0) {
      what.add(
          "%d small files of %s"
              .formatted(many, partitions == 1 ? "one partition" : partitions + " partitions"));
    }
    if (withDeletes > 0) {
      what.add("%d with many deletes".formatted(withDeletes));
    }
    return String.join(" and ", what);
  }

  /** How it went. Nothing but {@code DONE} changes main, and none changes what readers see. */
  public enum Result {
    DONE,
    /** Runs or others have changed the files meanwhile: write them anew from what main is now. */
    OVERTAKEN,
    /** Somebody has to decide about the table first. */
    WAITS
  }

  /**
   * Takes the new files for the old ones. A main that has only moved on keeps what it has gained;
   * where rows of the old files were changed, all stays as it is and the new ones are deleted.
   *
   * @param base main's snapshot when the files were written
   */
  public Result replace(long base, Set<DataFile> removed, Set<DataFile> added) {
    TableState then = table.load();
    Snapshot from = then.metadata().snapshot(base);
    if (from == null) {
      discard(added);
      return Result.OVERTAKEN;
    }
    Set<DeleteFile> deletes = deletesOf(removed, base);
    SameRows.Outcome outcome =
        new SameRows(table)
            .commit(
                iceberg -> {
                  RewriteFiles rewrite =
                      iceberg
                          .newRewrite()
                          .validateFromSnapshot(base)
                          .dataSequenceNumber(from.sequenceNumber());
                  removed.forEach(rewrite::deleteFile);
                  deletes.forEach(rewrite::deleteFile);
                  added.forEach(rewrite::addFile);
                  return rewrite;
                });
    return switch (outcome) {
      case COMMITTED -> Result.DONE;
      case FILES_CHANGED -> {
        discard(added);
        yield Result.OVERTAKEN;
      }
      case WAITS -> {
        discard(added);
        yield Result.WAITS;
      }
    };
  }

  private void discard(Set<DataFile> added) {
    Deletion.of(table.iceberg().io(), added.stream().map(ContentFile::location).toList());
  }

  /** Those that concern nothing once these files are gone; Iceberg would go on reading them. */
  private Set<DeleteFile> deletesOf(Set<DataFile> removed, long base) {
    Set<String> locations = removed.stream().map(ContentFile::location).collect(Collectors.toSet());
    Map<String, DeleteFile> deletes = new HashMap<>();
    for (Scanned file : scan(table.iceberg(), base)) {
      if (locations.contains(file.location())) {
        file.deletes().stream()
            .filter(ContentFileUtil::isFileScoped)
            .forEach(delete -> deletes.put(delete.location(), delete));
      }
    }
    return Set.copyOf(deletes.values());
  }

  /**
   * @param partition as a path, with the way of partitioning
   */
  private record Scanned(
      String location, long bytes, long rows, String partition, List<DeleteFile> deletes) {

    boolean hasManyDeletes() {
      long deleted =
          deletes.stream()
              .filter(ContentFileUtil::isFileScoped)
              .mapToLong(ContentFile::recordCount)
              .sum();
      return deletes.size() >= MANY_DELETES || (rows > 0 && deleted >= rows * MANY_DELETED);
    }
  }

  private static Collection<Scanned> scan(Table iceberg, long snapshot) {
    List<Scanned> files = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks =
        iceberg.newScan().useSnapshot(snapshot).ignoreResiduals().planFiles()) {
      for (FileScanTask task : tasks) {
        files.add(
            new Scanned(
                task.file().location(),
                task.file().fileSizeInBytes(),
                task.file().recordCount(),
                task.spec().specId() + "/" + task.spec().partitionToPath(task.file().partition()),
                List.copyOf(task.deletes())));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static double smallBytes(Table iceberg) {
    return SMALL
        * PropertyUtil.propertyAsLong(
            iceberg.properties(),
            TableProperties.WRITE_TARGET_FILE_SIZE_BYTES,
            TableProperties.WRITE_TARGET_FILE_SIZE_BYTES_DEFAULT);
  }
}
