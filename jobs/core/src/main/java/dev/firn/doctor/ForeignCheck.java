package dev.firn.doctor;

import dev.firn.doctor.Finding.Severity;
import dev.firn.table.TableState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;

/**
 * Who else has committed to main inside the window. What writes files anew with the same rows is
 * fine; rows that nobody sent are in no raw log.
 */
final class ForeignCheck implements TableCheck {

  private static final int MOST = 5;

  @Override
  public String name() {
    return "foreign";
  }

  @Override
  public List<Finding> look(Patient patient, TableState state) {
    List<Snapshot> compactions = new ArrayList<>();
    List<Snapshot> changes = new ArrayList<>();
    for (Snapshot snapshot : state.ancestors(state.main())) {
      if (Instant.ofEpochMilli(snapshot.timestampMillis()).isBefore(patient.windowBegan())) {
        break;
      }
      if (!isFirns(snapshot)) {
        boolean sameRows = DataOperations.REPLACE.equals(snapshot.operation());
        (sameRows ? compactions : changes).add(snapshot);
      }
    }
    List<Finding> findings = new ArrayList<>();
    if (!changes.isEmpty()) {
      findings.add(changed(patient, state, changes));
    }
    if (!compactions.isEmpty()) {
      findings.add(
          finding(
              Severity.NOTE,
              patient,
              "%s written anew outside Firn, with the same rows"
                  .formatted(
                      compactions.size() == 1
                          ? "files were"
                          : "files were %d times".formatted(compactions.size())),
              lines(compactions),
              "firn diff %s".formatted(patient.name())));
    }
    return findings;
  }

  private static boolean isFirns(Snapshot snapshot) {
    return snapshot.summary().keySet().stream().anyMatch(key -> key.startsWith("firn."));
  }

  /**
   * What takes out what others wrote: back to before it, and what has landed since is merged again.
   * A replay reads all of raw, and would leave a row that was added with a key that is there.
   */
  static String takingOut(String table, TableState state) {
    Snapshot oldest = null;
    for (Snapshot snapshot : state.ancestors(state.main())) {
      if (!isFirns(snapshot) && !DataOperations.REPLACE.equals(snapshot.operation())) {
        oldest = snapshot;
      }
    }
    return oldest == null
            || oldest.parentId() == null
            || state.metadata().snapshot(oldest.parentId()) == null
        ? "firn replay " + table
        : "firn rollback %s --to %d --merge-again".formatted(table, oldest.parentId());
  }

  private Finding changed(Patient patient, TableState state, List<Snapshot> changes) {
    Snapshot oldest = changes.get(changes.size() - 1);
    Snapshot newest = changes.get(0);
    List<String> next = new ArrayList<>();
    if (oldest.parentId() != null) {
      next.add(
          "firn diff %s %d %d --rows"
              .formatted(patient.name(), oldest.parentId(), newest.snapshotId()));
    }
    next.add(takingOut(patient.name(), state));
    return new Finding(
        name(),
        Severity.WARNING,
        patient.name(),
        "somebody else than Firn changed rows of main, and no raw log has what they wrote",
        lines(changes),
        next);
  }

  private static List<String> lines(List<Snapshot> snapshots) {
    List<String> lines =
        new ArrayList<>(snapshots.stream().limit(MOST).map(ForeignCheck::line).toList());
    if (snapshots.size() > MOST) {
      lines.add("and %d before".formatted(snapshots.size() - MOST));
    }
    return lines;
  }

  private static String line(Snapshot snapshot) {
    Map<String, String> summary = snapshot.summary();
    String engine = summary.getOrDefault("engine-name", "an unnamed writer");
    String version = summary.get("engine-version");
    return String.format(
        Locale.ROOT,
        "%s, %s%s: snapshot %d, %s, +%s -%s rows",
        Instant.ofEpochMilli(snapshot.timestampMillis()),
        engine,
        version == null ? "" : " " + version,
        snapshot.snapshotId(),
        snapshot.operation(),
        summary.getOrDefault("added-records", "0"),
        summary.getOrDefault("deleted-records", "0"));
  }
}
