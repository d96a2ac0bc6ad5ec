package dev.firn.doctor;

import dev.firn.doctor.Finding.Severity;
import dev.firn.table.AuditBranch;
import dev.firn.table.TableState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.iceberg.SnapshotRef;

/** Branches and tags that nobody needs any more: they keep their snapshots, and so the files. */
final class BranchesCheck implements TableCheck {

  /** A run that is under way has a branch, too. */
  private static final Duration LONGEST_RUN = Duration.ofDays(1);

  @Override
  public String name() {
    return "branches";
  }

  @Override
  public List<Finding> look(Patient patient, TableState state) {
    List<Finding> findings = new ArrayList<>();
    Set<String> stale = AuditBranch.stale(state);
    Map<String, SnapshotRef> refs = new TreeMap<>(state.metadata().refs());
    refs.remove(SnapshotRef.MAIN_BRANCH);
    refs.forEach(
        (name, ref) -> {
          Instant head =
              Instant.ofEpochMilli(state.metadata().snapshot(ref.snapshotId()).timestampMillis());
          if (ref.maxRefAgeMs() == null) {
            findings.add(endless(patient, name, ref, head));
          } else if (head.plusMillis(ref.maxRefAgeMs()).isBefore(patient.now())) {
            findings.add(overdue(patient, name, ref, head));
          } else if (stale.contains(name)
              && cutAt(patient, ref, head).plus(LONGEST_RUN).isBefore(patient.now())) {
            findings.add(leftBehind(patient, name, ref, head));
          }
        });
    return findings;
  }

  /** Firn lets a branch live for the window, from when it is cut. */
  private static Instant cutAt(Patient patient, SnapshotRef ref, Instant head) {
    return head.plusMillis(Math.max(0, ref.maxRefAgeMs() - patient.window().toMillis()));
  }

  private Finding endless(Patient patient, String name, SnapshotRef ref, Instant head) {
    String kind = kind(ref);
    return finding(
        ref.isTag() ? Severity.NOTE : Severity.WARNING,
        patient,
        "%s %s has no end: it keeps its %s for good"
            .formatted(kind, name, ref.isTag() ? "snapshot" : "snapshots"),
        List.of(evidence(ref, head)),
        "in Spark SQL: ALTER TABLE %s DROP %s `%s`, if nobody needs it"
            .formatted(Sql.table(patient), ref.isTag() ? "TAG" : "BRANCH", name));
  }

  private Finding overdue(Patient patient, String name, SnapshotRef ref, Instant head) {
    return finding(
        Severity.WARNING,
        patient,
        "%s %s should have ended at %s, and still keeps its snapshots"
            .formatted(kind(ref), name, head.plusMillis(ref.maxRefAgeMs())),
        List.of(evidence(ref, head)),
        "firn maintain " + patient.name());
  }

  private Finding leftBehind(Patient patient, String name, SnapshotRef ref, Instant head) {
    return finding(
        Severity.NOTE,
        patient,
        "branch %s is of a run that main has left behind, so that nothing can publish it"
            .formatted(name),
        List.of(
            evidence(ref, head),
            "the next run that merges drops it; else it ends at %s"
                .formatted(head.plusMillis(ref.maxRefAgeMs()))),
        "firn run " + patient.name());
  }

  private static String kind(SnapshotRef ref) {
    return ref.isTag() ? "tag" : "branch";
  }

  private static String evidence(SnapshotRef ref, Instant head) {
    return "it points at snapshot %d of %s".formatted(ref.snapshotId(), head);
  }
}
