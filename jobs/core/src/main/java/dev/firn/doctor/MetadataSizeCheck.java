package dev.firn.doctor;

import dev.firn.doctor.Finding.Severity;
import dev.firn.table.TableState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableProperties;

/**
 * How near the file that describes the table is to what Glue and Athena take, and whether old ones
 * of it pile up.
 */
final class MetadataSizeCheck implements TableCheck {

  private static final long LIMIT = 20_000_000;

  @Override
  public String name() {
    return "metadata";
  }

  @Override
  public List<Finding> look(Patient patient, TableState state) {
    List<Finding> findings = new ArrayList<>();
    TableMetadata metadata = state.metadata();
    long bytes = patient.files().newInputFile(metadata.metadataFileLocation()).getLength();
    long percent = bytes * 100 / LIMIT;
    if (percent >= 25) {
      findings.add(
          finding(
              percent >= 75 ? Severity.ERROR : Severity.WARNING,
              patient,
              String.format(
                  Locale.ROOT,
                  "its metadata file has %.1f MB, %d %% of the 20 MB that Glue takes: above %d %%",
                  bytes / 1e6,
                  percent,
                  percent >= 75 ? 75 : percent >= 50 ? 50 : 25),
              List.of(
                  "snapshots %d, branches and tags %d, schemas %d, properties %d"
                      .formatted(
                          metadata.snapshots().size(),
                          metadata.refs().size(),
                          metadata.schemas().size(),
                          metadata.properties().size())),
              "firn maintain " + patient.name()));
    }
    if (!metadata.propertyAsBoolean(
        TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED,
        TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED_DEFAULT)) {
      findings.add(
          finding(
              Severity.WARNING,
              patient,
              "every commit leaves a metadata file of this size for good: %s is not true"
                  .formatted(TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED),
              List.of(),
              WindowCheck.keep(patient)));
    }
    return findings;
  }
}
