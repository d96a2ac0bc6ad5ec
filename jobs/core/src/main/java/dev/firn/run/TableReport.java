package dev.firn.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.firn.cost.Usage;
import dev.firn.engine.RuleOutcome;
import dev.firn.table.Counts;
import java.util.List;
import java.util.Map;

/**
 * What a run did to a table. Also the run record under {@code ops/runs/} and the JSON of {@code
 * firn run}.
 *
 * @param table its name
 * @param runId unique
 * @param outcome how it ended
 * @param message a sentence for people; null when the outcome says all
 * @param next the commands to choose from next; empty when there is none
 * @param landed what the fetch of this run brought; null when it fetched nothing
 * @param batches the range of batches merged, such as {@code 5-9}; null when none was
 * @param merges how often it merged: more than once when main moved meanwhile
 * @param counts where the records went; null when nothing was merged
 * @param withUnknownFields rows with members that no column takes
 * @param checks outcomes of the rulesets
 * @param filesTouched data and delete files added
 * @param filesRead data files that the classification read
 * @param filesSkipped data files that the batch's bounds spared
 * @param snapshotBefore main's snapshot when the run started; null when there was no table
 * @param snapshotAfter main's snapshot when it ended
 * @param millis by step
 * @param usage of the process since the record before
 * @param contract its digest
 * @param program Firn's version
 * @param startedAt ISO 8601 in UTC
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TableReport(
    String table,
    String runId,
    RunOutcome outcome,
    String message,
    List<String> next,
    Landed landed,
    String batches,
    int merges,
    Counts counts,
    long withUnknownFields,
    List<RuleOutcome> checks,
    long filesTouched,
    long filesRead,
    long filesSkipped,
    Long snapshotBefore,
    Long snapshotAfter,
    Map<String, Long> millis,
    Usage usage,
    String contract,
    String program,
    String startedAt) {

  /**
   * @param seq number of the batch
   * @param kind content, repeat or unreadable
   * @param status HTTP status
   * @param bytes of the body
   * @param unreadable what is wrong with it, with its place; null when nothing is
   * @param failedAttempts what went wrong before the answer
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Landed(
      long seq,
      String kind,
      int status,
      long bytes,
      String unreadable,
      List<String> failedAttempts) {}
}
