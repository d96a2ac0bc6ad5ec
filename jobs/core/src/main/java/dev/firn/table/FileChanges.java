package dev.firn.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.util.Tasks;

/**
 * Files that one of two snapshots has and the other has not.
 *
 * @param added files that the second has
 * @param addedBytes of these
 * @param removed files that the first has
 * @param removedBytes of these
 */
public record FileChanges(long added, long addedBytes, long removed, long removedBytes) {

  /** Manifests on S3 are waited for more than they are read. */
  private static final int READERS = 16;

  private static final List<String> LOOKED_AT =
      List.of(
          DataFile.CONTENT.name(),
          DataFile.FILE_PATH.name(),
          DataFile.RECORD_COUNT.name(),
          DataFile.FILE_SIZE.name());

  public boolean none() {
    return added == 0 && removed == 0;
  }

  static FileChanges ofData(
      List<ManifestFile> before,
      List<ManifestFile> after,
      FileIO io,
      Map<Integer, PartitionSpec> specs) {
    return between(before, after, manifest -> ManifestFiles.read(manifest, io, specs));
  }

  static FileChanges ofDeletes(
      List<ManifestFile> before,
      List<ManifestFile> after,
      FileIO io,
      Map<Integer, PartitionSpec> specs) {
    return between(
        before, after, manifest -> ManifestFiles.readDeleteManifest(manifest, io, specs));
  }

  /** Manifests that both have list the same files, so only the others are read. */
  private static <F extends ContentFile<F>> FileChanges between(
      List<ManifestFile> before,
      List<ManifestFile> after,
      Function<ManifestFile, ManifestReader<F>> open) {
    Map<String, Long> there = files(without(before, after), open);
    Map<String, Long> then = files(without(after, before), open);
    Set<String> both = new HashSet<>(there.keySet());
    both.retainAll(then.keySet());
    there.keySet().removeAll(both);
    then.keySet().removeAll(both);
    return new FileChanges(then.size(), sum(then), there.size(), sum(there));
  }

  private static List<ManifestFile> without(List<ManifestFile> all, List<ManifestFile> others) {
    Set<String> known = others.stream().map(ManifestFile::path).collect(Collectors.toSet());
    return all.stream().filter(manifest -> !known.contains(manifest.path())).toList();
  }

  /** Those that the manifests say are there, by place, with their bytes. */
  private static <F extends ContentFile<F>> Map<String, Long> files(
      List<ManifestFile> manifests, Function<ManifestFile, ManifestReader<F>> open) {
    Map<String, Long> files = new ConcurrentHashMap<>();
    ExecutorService readers =
        Executors.newFixedThreadPool(Math.max(1, Math.min(READERS, manifests.size())));
    try {
      Tasks.foreach(manifests)
          .executeWith(readers)
          .stopOnFailure()
          .throwFailureWhenFinished()
          .run(manifest -> read(open.apply(manifest), files));
    } finally {
      readers.shutdown();
    }
    return files;
  }

  private static <F extends ContentFile<F>> void read(
      ManifestReader<F> opened, Map<String, Long> files) {
    try (ManifestReader<F> reader = opened.select(LOOKED_AT)) {
      reader.forEach(file -> files.put(file.location(), file.fileSizeInBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long sum(Map<String, Long> files) {
    return files.values().stream().mapToLong(Long::longValue).sum();
  }
}
