package dev.firn.engine;

import dev.firn.contract.TableContract;
import dev.firn.raw.Batch;
import dev.firn.table.Applied;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * @param table what to make of the records
 * @param runId who writes
 * @param base the snapshot to compare with
 * @param applied what that snapshot's rows were made of
 * @param batches content to apply, ascending
 * @param anew whether the table is to be what all these batches make of nothing, whatever it is
 * @param reordered whether the rows there are were ordered by another contract; only when made anew
 * @param appliedFrom the batches applied so far that hold a record of at least that order key:
 *     asked only when a batch comes late
 * @param landedOrder the highest order key that landing found in a batch; empty when it found none,
 *     or looked by another contract
 */
public record MergeRequest(
    TableContract table,
    String runId,
    long base,
    Applied applied,
    List<Batch> batches,
    boolean anew,
    boolean reordered,
    Function<String, List<Batch>> appliedFrom,
    Function<Batch, Optional<String>> landedOrder) {

  public MergeRequest {
    batches = List.copyOf(batches);
  }
}
