package dev.firn.table;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a run writes into the snapshot that it proposes.
 *
 * @param runId unique
 * @param base where main was when its branch was cut
 * @param batches the range of batches it applied, such as {@code 5-9}
 * @param applied what the rows are made of afterwards
 * @param counts of records
 * @param contract digest of the contract
 * @param rows by what all rows were made, those from before the run as well; null when nobody knows
 * @param program version of Firn
 * @param excluding what is excluded when this is published
 * @param staged the branch that people wrote its rows to; null when they are of batches
 */
public record RunFacts(
    String runId,
    Position base,
    String batches,
    Applied applied,
    Counts counts,
    String contract,
    RowsDefinition rows,
    String program,
    Exclusion excluding,
    StagedBranch staged) {

  public static final String RUN_ID = "firn.run-id";
  private static final String BATCHES = "firn.applied-seq";
  private static final String CONTRACT = "firn.contract";
  private static final String PROGRAM = "firn.program";
  private static final String BASE = "firn.base";
  private static final String BASE_LOGGED_AT = "firn.base-logged-at";

  /** Of a run that excludes nothing. */
  public RunFacts(
      String runId,
      Position base,
      String batches,
      Applied applied,
      Counts counts,
      String contract,
      RowsDefinition rows,
      String program) {
    this(runId, base, batches, applied, counts, contract, rows, program, Exclusion.NONE, null);
  }

  public Map<String, String> toSummary() {
    Map<String, String> summary = new HashMap<>(applied.toSummary());
    summary.put(RUN_ID, runId);
    summary.put(BATCHES, batches);
    summary.put(CONTRACT, contract);
    summary.put(PROGRAM, program);
    summary.put(BASE, Long.toString(base.snapshot()));
    summary.put(BASE_LOGGED_AT, Long.toString(base.loggedAt()));
    summary.putAll(counts.toSummary());
    summary.putAll(excluding.toSummary());
    if (rows != null) {
      summary.putAll(rows.toSummary());
    }
    if (staged != null) {
      summary.putAll(staged.toSummary());
    }
    return summary;
  }

  /** Empty for snapshots that Firn's runs did not write. */
  public static Optional<RunFacts> of(Map<String, String> summary) {
    if (!summary.containsKey(RUN_ID) || !summary.containsKey(Applied.THROUGH)) {
      return Optional.empty();
    }
    return Optional.of(
        new RunFacts(
            summary.get(RUN_ID),
            new Position(
                Long.parseLong(summary.get(BASE)), Long.parseLong(summary.get(BASE_LOGGED_AT))),
            summary.get(BATCHES),
            Applied.fromSummary(summary),
            Counts.fromSummary(summary),
            summary.get(CONTRACT),
            RowsDefinition.of(summary).orElse(null),
            summary.get(PROGRAM),
            Exclusion.fromSummary(summary),
            StagedBranch.of(summary).orElse(null)));
  }
}
