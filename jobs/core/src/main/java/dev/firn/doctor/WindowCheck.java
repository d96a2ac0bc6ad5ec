package dev.firn.doctor;

import dev.firn.doctor.Finding.Severity;
import dev.firn.table.TableState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableProperties;

/** Whether every point that main showed inside the recovery window is there, and will stay. */
final class WindowCheck implements TableCheck {

  private static final int LEAST = 2;

  /** Athena's own, of its {@code VACUUM}. */
  private static final String ATHENAS_AGE = "vacuum_max_snapshot_age_seconds";

  private static final String ATHENAS_LEAST = "vacuum_min_snapshots_to_keep";

  @Override
  public String name() {
    return "window";
  }

  @Override
  public List<Finding> look(Patient patient, TableState state) {
    List<Finding> findings = new ArrayList<>();
    findings.addAll(kept(patient, state.metadata()));
    findings.addAll(byAthena(patient, state.metadata()));
    findings.addAll(files(patient, state.metadata()));
    findings.addAll(gone(patient, state));
    return findings;
  }

  private List<Finding> kept(Patient patient, TableMetadata metadata) {
    List<Finding> findings = new ArrayList<>();
    SnapshotRef main = metadata.ref(SnapshotRef.MAIN_BRANCH);
    long byProperty =
        metadata.propertyAsLong(
            TableProperties.MAX_SNAPSHOT_AGE_MS, TableProperties.MAX_SNAPSHOT_AGE_MS_DEFAULT);
    long age =
        main == null || main.maxSnapshotAgeMs() == null ? byProperty : main.maxSnapshotAgeMs();
    if (Math.min(age, byProperty) < patient.window().toMillis()) {
      findings.add(
          finding(
              Severity.ERROR,
              patient,
              "main keeps its snapshots for %s, and the contract promises %s"
                  .formatted(text(Math.min(age, byProperty)), text(patient.window().toMillis())),
              List.of(
                  "the branch says %s, %s says %s"
                      .formatted(text(age), TableProperties.MAX_SNAPSHOT_AGE_MS, text(byProperty))),
              keep(patient)));
    }
    int least =
        main == null || main.minSnapshotsToKeep() == null
            ? metadata.propertyAsInt(
                TableProperties.MIN_SNAPSHOTS_TO_KEEP,
                TableProperties.MIN_SNAPSHOTS_TO_KEEP_DEFAULT)
            : main.minSnapshotsToKeep();
    if (least < LEAST) {
      findings.add(
          finding(
              Severity.ERROR,
              patient,
              "main keeps no more than %d snapshot when all are old: after a quiet time there is nothing to go back to"
                  .formatted(least),
              List.of(),
              keep(patient)));
    }
    return findings;
  }

  private List<Finding> byAthena(Patient patient, TableMetadata metadata) {
    List<Finding> findings = new ArrayList<>();
    String age = metadata.properties().get(ATHENAS_AGE);
    long window = patient.window().toSeconds();
    if (age != null && Long.parseLong(age) < window) {
      findings.add(
          finding(
              Severity.WARNING,
              patient,
              "Athena's VACUUM would expire what is older than %s, and the contract promises %s"
                  .formatted(
                      text(Duration.ofSeconds(Long.parseLong(age)).toMillis()),
                      text(patient.window().toMillis())),
              List.of("%s is %s".formatted(ATHENAS_AGE, age)),
              keep(patient)));
    }
    String least = metadata.properties().get(ATHENAS_LEAST);
    if (least != null && Long.parseLong(least) < LEAST) {
      findings.add(
          finding(
              Severity.WARNING,
              patient,
              "Athena's VACUUM would leave no more than %s snapshot".formatted(least),
              List.of("%s is %s".formatted(ATHENAS_LEAST, least)),
              keep(patient)));
    }
    return findings;
  }

  private List<Finding> files(Patient patient, TableMetadata metadata) {
    List<Finding> findings = new ArrayList<>();
    int versions =
        metadata.propertyAsInt(
            TableProperties.METADATA_PREVIOUS_VERSIONS_MAX,
            TableProperties.METADATA_PREVIOUS_VERSIONS_MAX_DEFAULT);
    if (versions < LEAST) {
      findings.add(
          finding(
              Severity.WARNING,
              patient,
              "only the metadata file before the last is kept: were both lost, nothing could be repaired from",
              List.of(
                  "%s is %d".formatted(TableProperties.METADATA_PREVIOUS_VERSIONS_MAX, versions)),
              keep(patient)));
    }
    if (!metadata.propertyAsBoolean(
        TableProperties.GC_ENABLED, TableProperties.GC_ENABLED_DEFAULT)) {
      findings.add(
          finding(
              Severity.NOTE,
              patient,
              "nothing of it is ever expired: gc.enabled is false, as of a table whose files are another's too",
              List.of(),
              Sql.set(patient, TableProperties.GC_ENABLED, "true")));
    }
    return findings;
  }

  /**
   * Main showed the parent of a snapshot until that was written, so a parent that is gone was a
   * point inside the window if its child is younger than that.
   */
  private List<Finding> gone(Patient patient, TableState state) {
    List<Snapshot> ancestors = state.ancestors(state.main());
    Snapshot oldest = ancestors.get(ancestors.size() - 1);
    Instant until = Instant.ofEpochMilli(oldest.timestampMillis());
    if (oldest.parentId() == null || until.isBefore(patient.windowBegan())) {
      return List.of();
    }
    return List.of(
        finding(
            Severity.ERROR,
            patient,
            "main showed snapshot %d until %s, inside the window, and it is gone: somebody else expires snapshots"
                .formatted(oldest.parentId(), until),
            List.of(
                "the oldest point that there is: snapshot %d of %s"
                    .formatted(oldest.snapshotId(), until)),
            "find who does, and stop it: Athena's VACUUM, Glue's optimizers, a job of your own",
            "firn history " + patient.name()));
  }

  /** Every run sees to what keeps the window, whether it merges anything or not. */
  static String keep(Patient patient) {
    return "firn run %s --no-fetch".formatted(patient.name());
  }

  private static String text(long millis) {
    return Duration.ofMillis(millis).toString();
  }
}
