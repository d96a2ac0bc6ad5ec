package dev.firn.run;

import dev.firn.contract.TableContract;
import dev.firn.contract.TableContract.MergeStrategy;
import dev.firn.land.ScanDefinition;
import dev.firn.raw.Batch;
import dev.firn.raw.RawLog;
import dev.firn.raw.Scan;
import dev.firn.table.Applied;
import dev.firn.table.TableState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Compares the raw log with what a table is made of. */
final class Planning {

  private final RawLog log;
  private final TableContract table;

  Planning(RawLog log, TableContract table) {
    this.log = log;
    this.table = table;
  }

  /** All that the table is to be made of, whatever it is made of now. */
  Work all(TableState state) {
    Set<Long> excluded = state.excluded().keySet();
    List<Batch> landed = log.after(0);
    long through = landed.isEmpty() ? 0 : landed.get(landed.size() - 1).seq();
    return new Work(
        landed.stream()
            .filter(batch -> batch.hasContent() && !excluded.contains(batch.seq()))
            .toList(),
        Applied.NOTHING,
        new Applied(through, below(excluded, through), ""));
  }

  Work of(TableState state, Applied applied) {
    Set<Long> excluded = state.excluded().keySet();
    List<Batch> fresh = log.after(applied.through());
    List<Batch> pending = new ArrayList<>();
    for (long seq : applied.skipped()) {
      if (!excluded.contains(seq)) {
        pending.add(log.get(seq));
      }
    }
    fresh.stream().filter(batch -> !excluded.contains(batch.seq())).forEach(pending::add);
    pending.removeIf(batch -> !batch.hasContent());
    long through = fresh.isEmpty() ? applied.through() : fresh.get(fresh.size() - 1).seq();
    Applied after = new Applied(through, below(excluded, through), applied.highestOrder());
    Set<Long> repeating = new HashSet<>();
    for (Batch batch : pending) {
      if (!repeatsRecords(batch, applied, repeating, excluded)) {
        return new Work(pending, applied, after);
      }
      repeating.add(batch.seq());
    }
    return new Work(List.of(), applied, after);
  }

  /** The applied batches that hold a record of at least that order key. */
  List<Batch> appliedFrom(Applied applied, String order) {
    return log.after(0).stream()
        .filter(batch -> batch.hasContent() && applied.contains(batch.seq()))
        .filter(
            batch -> landedOrder(batch).map(highest -> highest.compareTo(order) >= 0).orElse(true))
        .toList();
  }

  /**
   * Whether a batch only says again what the table says: the same records as the content before it,
   * which is in the table and was outranked by nothing, or only says it again itself.
   */
  private boolean repeatsRecords(
      Batch batch, Applied applied, Set<Long> repeating, Set<Long> excluded) {
    Scan scan = batch.scans().get(table.name());
    Optional<Batch> before = contentBefore(batch.seq());
    return table.merge() != MergeStrategy.APPEND
        && scan != null
        && scan.definition().equals(ScanDefinition.of(table))
        && before.isPresent()
        && !excluded.contains(before.get().seq())
        && scan.sameRecords(before.get().scans().get(table.name()))
        && (applied.contains(before.get().seq())
            ? landedOrder(before.get())
                .map(o -> o.compareTo(applied.highestOrder()) >= 0)
                .orElse(false)
            : repeating.contains(before.get().seq()));
  }

  /** A repeat names the content before it, so a quiet month is no long way back. */
  private Optional<Batch> contentBefore(long seq) {
    for (long at = seq - 1; at > 0; at--) {
      Batch batch = log.get(at);
      if (batch.sameAs() != null) {
        return Optional.of(log.get(batch.sameAs()));
      } else if (batch.hasContent()) {
        return Optional.of(batch);
      }
    }
    return Optional.empty();
  }

  /** Empty when landing found none, or looked by another contract. */
  Optional<String> landedOrder(Batch batch) {
    return Optional.ofNullable(batch.scans().get(table.name()))
        .filter(scan -> scan.definition().equals(ScanDefinition.of(table)))
        .map(Scan::highestOrder);
  }

  private static NavigableSet<Long> below(Set<Long> excluded, long through) {
    NavigableSet<Long> below = new TreeSet<>(excluded);
    below.removeIf(seq -> seq > through);
    return below;
  }
}
