package dev.firn.table;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Batches that a run leaves out for good, once it is published.
 *
 * @param reason that somebody gave; empty when there are none
 */
public record Exclusion(NavigableSet<Long> batches, String reason) {

  public static final Exclusion NONE = new Exclusion(new TreeSet<>(), "");

  private static final String BATCHES = "firn.excluding";
  private static final String REASON = "firn.excluding-reason";

  public Exclusion {
    batches = new TreeSet<>(batches);
    requireNonNull(reason, "reason");
    if (!batches.isEmpty() && reason.isBlank()) {
      throw new IllegalArgumentException("no reason to exclude " + batches);
    }
  }

  public boolean isEmpty() {
    return batches.isEmpty();
  }

  /** As properties of a table. */
  Map<String, String> toProperties() {
    return batches.stream()
        .collect(Collectors.toMap(seq -> TableState.EXCLUDED + seq, any -> reason));
  }

  Map<String, String> toSummary() {
    return isEmpty()
        ? Map.of()
        : Map.of(
            BATCHES,
            batches.stream().map(String::valueOf).collect(Collectors.joining(",")),
            REASON,
            reason);
  }

  static Exclusion fromSummary(Map<String, String> summary) {
    NavigableSet<Long> batches = new TreeSet<>();
    for (String seq : summary.getOrDefault(BATCHES, "").split(",", -1)) {
      if (!seq.isEmpty()) {
        batches.add(Long.valueOf(seq));
      }
    }
    return new Exclusion(batches, summary.getOrDefault(REASON, ""));
  }
}
