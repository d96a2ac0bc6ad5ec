package dev.firn.doctor;

import dev.firn.doctor.Finding.Severity;
import dev.firn.table.TableState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableProperties;

/**
 * Whether main has many more files than its bytes need, or lists them in many more manifests than
 * files need. What summaries count is enough where a table has no partitions; else manifests are
 * read, unless there are too many of them, which is a finding itself.
 */
final class SmallFilesCheck implements TableCheck {

  /** Fewer are opened faster than anybody looks. */
  private static final long FEW = 100;

  /** How many times as many as needed. */
  private static final long TOO_MANY = 10;

  private static final long ENTRIES_A_MANIFEST = 1_000;

  @Override
  public String name() {
    return "files";
  }

  @Override
  public List<Finding> look(Patient patient, TableState state) throws IOException {
    List<Finding> findings = new ArrayList<>();
    Snapshot main = state.main();
    List<ManifestFile> manifests = main.allManifests(patient.files());
    long files = count(main, "total-data-files");
    long deletes = count(main, "total-delete-files");
    if (manifests.size() > FEW
        && manifests.size() > TOO_MANY * (1 + (files + deletes) / ENTRIES_A_MANIFEST)) {
      findings.add(
          finding(
              Severity.WARNING,
              patient,
              String.format(
                  Locale.ROOT,
                  "main lists its %,d files in %,d manifests, each of which a query opens",
                  files + deletes,
                  manifests.size()),
              List.of(),
              "firn maintain " + patient.name()));
    }
    long target =
        state
            .metadata()
            .propertyAsLong(
                TableProperties.WRITE_TARGET_FILE_SIZE_BYTES,
                TableProperties.WRITE_TARGET_FILE_SIZE_BYTES_DEFAULT);
    if (files > FEW) {
      Load load =
          state.metadata().spec().isUnpartitioned()
              ? new Load(files, count(main, "total-files-size"))
              : manifests.size() > FEW ? new Load(0, 0) : fullest(patient, state, manifests);
      if (load.files() > FEW && load.files() > TOO_MANY * (1 + load.bytes() / target)) {
        findings.add(small(patient, state, load, target));
      }
    }
    if (deletes > FEW) {
      findings.add(
          finding(
              Severity.WARNING,
              patient,
              String.format(
                  Locale.ROOT,
                  "main has delete files: %,d beside %,d of data, and a query reads both",
                  deletes,
                  files),
              List.of(),
              "firn maintain " + patient.name()));
    }
    return findings;
  }

  /** Files that could be one, or some. */
  private record Load(long files, long bytes) {

    Load plus(DataFile file) {
      return new Load(files + 1, bytes + file.fileSizeInBytes());
    }
  }

  private Finding small(Patient patient, TableState state, Load load, long target) {
    return finding(
        Severity.WARNING,
        patient,
        String.format(
            Locale.ROOT,
            "%s %,d files of %,d bytes on average, and %,d would do",
            state.metadata().spec().isUnpartitioned() ? "main has" : "one partition of main has",
            load.files(),
            load.bytes() / load.files(),
            1 + load.bytes() / target),
        List.of(),
        "firn maintain " + patient.name());
  }

  /** The partition with most files. */
  private static Load fullest(Patient patient, TableState state, List<ManifestFile> manifests)
      throws IOException {
    Map<List<Object>, Load> loads = new HashMap<>();
    for (ManifestFile manifest : manifests) {
      if (manifest.content() != org.apache.iceberg.ManifestContent.DATA) {
        continue;
      }
      try (ManifestReader<DataFile> entries =
          ManifestFiles.read(manifest, patient.files(), state.metadata().specsById())) {
        for (DataFile file : entries) {
          List<Object> partition = new ArrayList<>();
          partition.add(file.specId());
          for (int i = 0; i < file.partition().size(); i++) {
            partition.add(file.partition().get(i, Object.class));
          }
          Load load = loads.getOrDefault(partition, new Load(0, 0));
          loads.put(partition, load.plus(file));
        }
      }
    }
    return loads.values().stream()
        .max((one, other) -> Long.compare(one.files(), other.files()))
        .orElse(new Load(0, 0));
  }

  private static long count(Snapshot snapshot, String key) {
    return Long.parseLong(snapshot.summary().getOrDefault(key, "0"));
  }
}
