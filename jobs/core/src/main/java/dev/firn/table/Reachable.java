package dev.firn.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.PartitionStatisticsFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.StatisticsFile;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.io.FileIO;

/**
 * The files that some snapshots of a table need: manifest lists, manifests, data and delete files,
 * statistics. By location as metadata spells it, with their sizes where metadata says them.
 */
final class Reachable {

  private final FileIO io;
  private final Map<Integer, PartitionSpec> specs;
  private final Map<String, Long> files = new ConcurrentHashMap<>();
  private final Map<String, ManifestFile> manifests = new ConcurrentHashMap<>();

  private Reachable(FileIO io, TableMetadata metadata) {
    this.io = io;
    this.specs = metadata.specsById();
  }

  /** From all snapshots that metadata has. */
  static Reachable of(FileIO io, TableMetadata metadata) {
    return of(io, metadata, metadata.snapshots());
  }

  static Reachable of(FileIO io, TableMetadata metadata, Collection<Snapshot> snapshots) {
    Reachable reachable = new Reachable(io, metadata);
    reachable.add(metadata, snapshots, Set.of());
    return reachable;
  }

  /**
   * From some snapshots, without opening what others need as well.
   *
   * @param known what those need
   */
  static Reachable of(
      FileIO io, TableMetadata metadata, Collection<Snapshot> snapshots, Reachable known) {
    Reachable reachable = new Reachable(io, metadata);
    reachable.add(metadata, snapshots, known.manifests.keySet());
    return reachable;
  }

  private void add(TableMetadata metadata, Collection<Snapshot> snapshots, Set<String> known) {
    parallel(snapshots)
        .forEach(
            snapshot -> {
              if (snapshot.manifestListLocation() != null) {
                files.put(snapshot.manifestListLocation(), 0L);
              }
              snapshot.allManifests(io).stream()
                  .filter(manifest -> !known.contains(manifest.path()))
                  .forEach(manifest -> manifests.put(manifest.path(), manifest));
            });
    parallel(manifests.values()).forEach(this::read);
    Set<Long> ids = ConcurrentHashMap.newKeySet();
    snapshots.forEach(snapshot -> ids.add(snapshot.snapshotId()));
    for (StatisticsFile file : metadata.statisticsFiles()) {
      if (ids.contains(file.snapshotId())) {
        files.put(file.path(), file.fileSizeInBytes());
      }
    }
    for (PartitionStatisticsFile file : metadata.partitionStatisticsFiles()) {
      if (ids.contains(file.snapshotId())) {
        files.put(file.path(), file.fileSizeInBytes());
      }
    }
  }

  /** On a store that answers slowly one after the other takes long. */
  private static <T> Stream<T> parallel(Collection<T> all) {
    return all.parallelStream();
  }

  private void read(ManifestFile manifest) {
    files.put(manifest.path(), manifest.length());
    try (ManifestReader<? extends ContentFile<?>> entries =
        manifest.content() == ManifestContent.DATA
            ? ManifestFiles.read(manifest, io, specs)
            : ManifestFiles.readDeleteManifest(manifest, io, specs)) {
      for (ContentFile<?> file : entries) {
        files.put(file.location(), file.fileSizeInBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + manifest.path(), e);
    }
  }

  Map<String, Long> files() {
    return files;
  }

  /** The files that these are not among. */
  Map<String, Long> notIn(Reachable other) {
    Set<String> theirs = ConcurrentHashMap.newKeySet();
    other.files.keySet().forEach(location -> theirs.add(Locations.normal(location)));
    Map<String, Long> rest = new ConcurrentHashMap<>(files);
    rest.keySet().removeIf(location -> theirs.contains(Locations.normal(location)));
    return rest;
  }

  Size size() {
    return Size.of(files.values());
  }
}
