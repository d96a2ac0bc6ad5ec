package dev.firn.doctor;

import dev.firn.doctor.Finding.Severity;
import dev.firn.lake.Pointer;
import dev.firn.table.TableState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.HistoryEntry;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;

/**
 * Whether every file is there that a point inside the window needs, and how many are there that
 * nothing needs.
 */
final class FilesCheck implements TableCheck {

  /** No job takes longer; what it writes is in no snapshot until it commits. */
  private static final Duration LONGEST_JOB = Duration.ofDays(1);

  private static final int MOST = 5;
  private static final int LARGE_SHARE = 25;

  @Override
  public String name() {
    return "storage";
  }

  @Override
  public List<Finding> look(Patient patient, TableState state) {
    FileSurvey survey = FileSurvey.of(patient.files(), state.metadata());
    List<Finding> findings = new ArrayList<>();
    missing(patient, state, survey, findings);
    orphans(patient, state, survey, findings);
    return findings;
  }

  private void missing(
      Patient patient, TableState state, FileSurvey survey, List<Finding> findings) {
    Map<Snapshot, Set<String>> damaged = new LinkedHashMap<>();
    for (Snapshot snapshot : points(patient, state)) {
      Set<String> missing = survey.missing(snapshot);
      if (!missing.isEmpty()) {
        damaged.put(snapshot, missing);
      }
    }
    if (damaged.isEmpty()) {
      return;
    }
    Set<String> files = new TreeSet<>();
    damaged.values().forEach(files::addAll);
    List<String> evidence = new ArrayList<>();
    files.stream().limit(MOST).forEach(evidence::add);
    if (files.size() > MOST) {
      evidence.add("and %,d more".formatted(files.size() - MOST));
    }
    boolean main = damaged.containsKey(state.main());
    evidence.add(
        main
            ? "main needs %s, so that queries fail"
                .formatted(
                    damaged.get(state.main()).size() == files.size() ? "them" : "some of them")
            : "main needs none of them");
    List<String> next = new ArrayList<>();
    next.add("bring them back from a backup, on S3 from older versions of the objects");
    if (main) {
      state.ancestors(state.main()).stream()
          .filter(snapshot -> !damaged.containsKey(snapshot))
          .filter(snapshot -> survey.missing(snapshot).isEmpty())
          .findFirst()
          .ifPresent(
              good ->
                  next.add(
                      "firn rollback %s --to %d --merge-again"
                          .formatted(patient.name(), good.snapshotId())));
    }
    findings.add(
        new Finding(
            name(),
            Severity.ERROR,
            patient.name(),
            String.format(
                Locale.ROOT,
                "%,d %s missing that %,d %s inside the window %s",
                files.size(),
                files.size() == 1 ? "file is" : "files are",
                damaged.size(),
                damaged.size() == 1 ? "point" : "points",
                damaged.size() == 1 ? "needs" : "need"),
            evidence,
            next));
  }

  /** What main shows, newest first, and whatever else may be gone back to. */
  private static List<Snapshot> points(Patient patient, TableState state) {
    TableMetadata metadata = state.metadata();
    long since = patient.windowBegan().toEpochMilli();
    Set<Long> shown = new HashSet<>();
    List<HistoryEntry> log = metadata.snapshotLog();
    for (int i = 0; i < log.size(); i++) {
      if (i == log.size() - 1 || log.get(i + 1).timestampMillis() >= since) {
        shown.add(log.get(i).snapshotId());
      }
    }
    List<Snapshot> points = new ArrayList<>();
    for (Snapshot snapshot : metadata.snapshots()) {
      if (shown.contains(snapshot.snapshotId()) || snapshot.timestampMillis() >= since) {
        points.add(0, snapshot);
      }
    }
    return points;
  }

  private void orphans(
      Patient patient, TableState state, FileSurvey survey, List<Finding> findings) {
    String folder = state.metadata().location() + "/";
    boolean shared =
        patient.pointers().stream()
            .filter(pointer -> !pointer.table().equals(patient.name()))
            .map(Pointer::location)
            .anyMatch(other -> (other + "/").startsWith(folder) || folder.startsWith(other + "/"));
    if (shared) {
      return; // Files of the other would look like orphans; the check of locations tells of it.
    }
    Instant youngest = patient.now().minus(LONGEST_JOB);
    FileSurvey.Orphans orphans = survey.orphans(youngest.toEpochMilli());
    if (orphans.files() == 0) {
      return;
    }
    long percent = orphans.bytes() * 100 / Math.max(1, survey.bytes());
    findings.add(
        finding(
            percent >= LARGE_SHARE ? Severity.WARNING : Severity.NOTE,
            patient,
            String.format(
                Locale.ROOT,
                "%,d of the %,d files in its folder %s an orphan, which nothing needs: %,d of %,d bytes, %d %%",
                orphans.files(),
                survey.files(),
                orphans.files() == 1 ? "is" : "are each",
                orphans.bytes(),
                survey.bytes(),
                percent),
            List.of("such as " + orphans.example()),
            "firn maintain " + patient.name()));
  }
}
