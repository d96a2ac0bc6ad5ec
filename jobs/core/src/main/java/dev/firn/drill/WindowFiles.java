package dev.firn.drill;

import dev.firn.table.RecoveryWindow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;

/**
 * Looks whether the files of a window's points are there: all lists and manifests, by reading them,
 * and of the data and delete files that they name as many as is allowed.
 */
final class WindowFiles {

  private static final int AT_ONCE = 16;

  private static final List<String> LOOKED_AT =
      List.of(
          DataFile.CONTENT.name(),
          DataFile.FILE_PATH.name(),
          DataFile.RECORD_COUNT.name(),
          DataFile.FILE_SIZE.name());

  private final FileIO io;
  private final Map<Integer, PartitionSpec> specs;

  WindowFiles(FileIO io, Map<Integer, PartitionSpec> specs) {
    this.io = io;
    this.specs = specs;
  }

  /**
   * @param files data and delete files that the points need
   * @param lookedAt how many of these were looked for
   * @param missing files that are not there as they were written, or could not be opened
   */
  record Found(long files, long lookedAt, List<Missing> missing) {}

  /**
   * @param point a snapshot that needs it, of several the last
   */
  record Missing(String file, long point) {}

  /**
   * @param limit of data and delete files; where there are more, others are looked at each time
   * @param seed which ones
   */
  Found look(List<RecoveryWindow.Shown> points, long limit, int seed) {
    List<Missing> missing = new ArrayList<>();
    Map<String, ManifestFile> manifests = new TreeMap<>();
    Map<String, Long> pointOf = new TreeMap<>();
    for (RecoveryWindow.Shown point : points) {
      long id = point.snapshot().snapshotId();
      try {
        for (ManifestFile manifest : point.snapshot().allManifests(io)) {
          manifests.put(manifest.path(), manifest);
          pointOf.put(manifest.path(), id);
        }
      } catch (NotFoundException | IllegalStateException | UncheckedIOException e) {
        missing.add(new Missing(point.snapshot().manifestListLocation(), id));
      }
    }
    Map<String, Long> sizes = new TreeMap<>();
    for (ManifestFile manifest : manifests.values()) {
      long id = pointOf.get(manifest.path());
      try {
        read(manifest, id, sizes, pointOf);
      } catch (NotFoundException | IllegalStateException | UncheckedIOException e) {
        missing.add(new Missing(manifest.path(), id));
      }
    }
    List<String> files = new ArrayList<>(sizes.keySet());
    Collections.shuffle(files, new Random(seed));
    List<String> looked = files.subList(0, (int) Math.min(files.size(), limit));
    for (String file : gone(looked, sizes)) {
      missing.add(new Missing(file, pointOf.get(file)));
    }
    return new Found(files.size(), looked.size(), missing);
  }

  private void read(
      ManifestFile manifest, long point, Map<String, Long> sizes, Map<String, Long> pointOf) {
    try (ManifestReader<?> reader =
        manifest.content() == ManifestContent.DATA
            ? ManifestFiles.read(manifest, io, specs).select(LOOKED_AT)
            : ManifestFiles.readDeleteManifest(manifest, io, specs).select(LOOKED_AT)) {
      for (ContentFile<?> file : reader) {
        sizes.put(file.location(), file.fileSizeInBytes());
        pointOf.put(file.location(), point);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A request each, where files are far away. */
  private List<String> gone(List<String> files, Map<String, Long> sizes) {
    ExecutorService looking = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<Boolean>> there =
          files.stream().map(file -> looking.submit(() -> isThere(file, sizes.get(file)))).toList();
      List<String> gone = new ArrayList<>();
      for (int i = 0; i < files.size(); i++) {
        if (!there.get(i).get()) {
          gone.add(files.get(i));
        }
      }
      return gone;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while looking for files", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot look for files: " + e.getCause().getMessage(), e);
    } finally {
      looking.shutdownNow();
    }
  }

  private boolean isThere(String location, long size) {
    InputFile file = io.newInputFile(location);
    return file.exists() && file.getLength() == size;
  }
}
