package dev.firn.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.SupportsPrefixOperations;

/**
 * A table's folder as it is listed, beside what its metadata names. The folder is listed first:
 * what is committed in between is no orphan.
 */
final class FileSurvey {

  /**
   * @param files how many
   * @param bytes in all
   * @param example one of them; null when there is none
   */
  record Orphans(long files, long bytes, String example) {}

  private final FileIO io;
  private final TableMetadata metadata;
  private final Map<String, FileInfo> there = new TreeMap<>();
  private final Map<String, Boolean> elsewhere = new HashMap<>();
  private final Map<String, Set<String>> byManifest = new HashMap<>();
  private final Map<Long, Set<String>> missing = new HashMap<>();
  private final Set<String> needed = new HashSet<>();
  private boolean whole = true;

  private FileSurvey(FileIO io, TableMetadata metadata) {
    this.io = io;
    this.metadata = metadata;
  }

  static FileSurvey of(FileIO io, TableMetadata metadata) {
    FileSurvey survey = new FileSurvey(io, metadata);
    ((SupportsPrefixOperations) io)
        .listPrefix(metadata.location() + "/")
        .forEach(file -> survey.there.put(normal(file.location()), file));
    metadata.snapshots().forEach(survey::look);
    survey.needOthers();
    return survey;
  }

  private void needOthers() {
    needed.add(normal(metadata.metadataFileLocation()));
    metadata.previousFiles().forEach(file -> needed.add(normal(file.file())));
    metadata.statisticsFiles().forEach(file -> needed.add(normal(file.path())));
    metadata.partitionStatisticsFiles().forEach(file -> needed.add(normal(file.path())));
  }

  private void look(Snapshot snapshot) {
    Set<String> lost = new TreeSet<>();
    missing.put(snapshot.snapshotId(), lost);
    needed.add(normal(snapshot.manifestListLocation()));
    if (!exists(snapshot.manifestListLocation())) {
      lost.add(snapshot.manifestListLocation());
      whole = false;
      return;
    }
    for (ManifestFile manifest : snapshot.allManifests(io)) {
      needed.add(normal(manifest.path()));
      lost.addAll(byManifest.computeIfAbsent(manifest.path(), any -> lostOf(manifest)));
    }
  }

  private Set<String> lostOf(ManifestFile manifest) {
    if (!exists(manifest.path())) {
      whole = false;
      return Set.of(manifest.path());
    }
    Set<String> lost = new TreeSet<>();
    try (ManifestReader<? extends ContentFile<?>> entries =
        manifest.content() == ManifestContent.DATA
            ? ManifestFiles.read(manifest, io, metadata.specsById())
            : ManifestFiles.readDeleteManifest(manifest, io, metadata.specsById())) {
      for (ContentFile<?> file : entries) {
        needed.add(normal(file.location()));
        if (!exists(file.location())) {
          lost.add(file.location());
        }
      }
      return lost;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + manifest.path(), e);
    }
  }

  /** What is not in the folder may be anywhere else. */
  private boolean exists(String location) {
    return there.containsKey(normal(location))
        || elsewhere.computeIfAbsent(location, any -> io.newInputFile(location).exists());
  }

  /** Files that a snapshot needs and that are nowhere. */
  Set<String> missing(Snapshot snapshot) {
    return missing.getOrDefault(snapshot.snapshotId(), Set.of());
  }

  long files() {
    return there.size();
  }

  long bytes() {
    return there.values().stream().mapToLong(FileInfo::size).sum();
  }

  /**
   * None where metadata is missing: what that names would look like orphans.
   *
   * @param youngest milliseconds since 1970; what is younger may be a running job's
   */
  Orphans orphans(long youngest) {
    List<FileInfo> orphans =
        whole
            ? there.entrySet().stream()
                .filter(file -> !needed.contains(file.getKey()))
                .map(Map.Entry::getValue)
                .filter(file -> file.createdAtMillis() < youngest)
                .filter(file -> !file.location().endsWith("/version-hint.text"))
                .toList()
            : List.of();
    return new Orphans(
        orphans.size(),
        orphans.stream().mapToLong(FileInfo::size).sum(),
        orphans.isEmpty() ? null : orphans.get(0).location());
  }

  /** Two spellings of one place as the same text. */
  private static String normal(String location) {
    return location.startsWith("file:")
        ? Path.of(URI.create(location)).normalize().toString()
        : location.replaceFirst("^s3[an]://", "s3://");
  }
}
