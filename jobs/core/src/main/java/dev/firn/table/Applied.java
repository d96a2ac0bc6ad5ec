package dev.firn.table;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the rows of a snapshot were made of: the batches up to a number, less some.
 *
 * @param through every content batch up to this one has been applied or skipped; 0 for none
 * @param skipped the batches up to {@code through} that were excluded at the time
 * @param highestOrder greatest order key applied so far; empty when there was none
 */
public record Applied(long through, NavigableSet<Long> skipped, String highestOrder) {

  static final String THROUGH = "firn.through";
  static final String SKIPPED = "firn.skipped";
  static final String HIGHEST_ORDER = "firn.order-high";

  public static final Applied NOTHING = new Applied(0, new TreeSet<>(), "");

  public Applied {
    requireNonNull(highestOrder, "highestOrder");
    skipped = new TreeSet<>(skipped);
    if (through < 0 || (!skipped.isEmpty() && skipped.last() > through)) {
      throw new IllegalArgumentException(
          "applied through %d without %s".formatted(through, skipped));
    }
  }

  public boolean contains(long seq) {
    return seq <= through && !skipped.contains(seq);
  }

  /** With that order key, if it is the greatest. */
  public Applied reaching(String order) {
    return order.compareTo(highestOrder) > 0 ? new Applied(through, skipped, order) : this;
  }

  public Map<String, String> toSummary() {
    return Map.of(
        THROUGH,
        Long.toString(through),
        SKIPPED,
        skipped.stream().map(String::valueOf).collect(Collectors.joining(",")),
        HIGHEST_ORDER,
        highestOrder);
  }

  static Applied fromSummary(Map<String, String> summary) {
    NavigableSet<Long> skipped = new TreeSet<>();
    for (String seq : summary.getOrDefault(SKIPPED, "").split(",", -1)) {
      if (!seq.isEmpty()) {
        skipped.add(Long.valueOf(seq));
      }
    }
    return new Applied(
        Long.parseLong(summary.get(THROUGH)), skipped, summary.getOrDefault(HIGHEST_ORDER, ""));
  }
}
