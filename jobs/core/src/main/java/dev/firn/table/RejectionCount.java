package dev.firn.table;

import dev.firn.table.Rejections.Filter;
import dev.firn.table.Rejections.OfBatch;
import dev.firn.table.Rejections.OfReason;
import dev.firn.table.Rejections.Summary;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Counts rejected records, and holds only as many as are to be listed. */
final class RejectionCount implements Consumer<RejectedRecord> {

  private final Filter filter;
  private final int limit;
  private final Map<String, OfReason> reasons = new HashMap<>();
  private final Map<Long, OfBatch> batches = new TreeMap<>(Comparator.reverseOrder());
  private final TreeSet<RejectedRecord> newest = new TreeSet<>(RejectedRecord.NEWEST_FIRST);
  private long total;

  RejectionCount(Filter filter, int limit) {
    this.filter = filter;
    this.limit = limit;
  }

  @Override
  public void accept(RejectedRecord record) {
    if (!filter.takes(record)) {
      return;
    }
    total++;
    String kind = record.kind();
    reasons.merge(
        kind,
        new OfReason(kind, 1, record.batch()),
        (had, one) -> new OfReason(kind, had.records() + 1, Math.max(had.newest(), one.newest())));
    batches.merge(
        record.batch(),
        new OfBatch(record.batch(), 1, record.run()),
        (had, one) -> new OfBatch(had.batch(), had.records() + 1, one.run()));
    if (newest.size() < limit) {
      newest.add(record);
    } else if (RejectedRecord.NEWEST_FIRST.compare(record, newest.last()) < 0) {
      newest.pollLast();
      newest.add(record);
    }
  }

  List<RejectedRecord> newest() {
    return List.copyOf(newest);
  }

  /**
   * @param listed the newest, as they are to be shown
   */
  Summary summary(List<RejectedRecord> listed) {
    return new Summary(
        total,
        reasons.values().stream()
            .sorted(
                Comparator.comparingLong(OfReason::records)
                    .reversed()
                    .thenComparing(OfReason::reason))
            .toList(),
        List.copyOf(batches.values()),
        listed);
  }
}
