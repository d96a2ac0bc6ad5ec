package dev.firn.table;

import java.time.Duration;
import java.util.Map;
import org.apache.iceberg.TableProperties;

/**
 * How long a table keeps its snapshots, in the words of everybody who may expire them: Iceberg's
 * own, which Glue's optimizers follow too, and those of Athena's {@code VACUUM}, which also takes
 * files for orphans that are older.
 */
final class RetentionProperties {

  private static final String LEAST_SNAPSHOTS = "2";
  private static final String METADATA_VERSIONS = "20";

  private RetentionProperties() {}

  static Map<String, String> of(Duration window) {
    return Map.of(
        TableProperties.MAX_SNAPSHOT_AGE_MS,
        Long.toString(window.toMillis()),
        TableProperties.MIN_SNAPSHOTS_TO_KEEP,
        LEAST_SNAPSHOTS,
        TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED,
        "true",
        TableProperties.METADATA_PREVIOUS_VERSIONS_MAX,
        METADATA_VERSIONS,
        "vacuum_max_snapshot_age_seconds",
        Long.toString((window.toMillis() + 999) / 1000),
        "vacuum_min_snapshots_to_keep",
        LEAST_SNAPSHOTS,
        "vacuum_max_metadata_files_to_keep",
        METADATA_VERSIONS);
  }
}
