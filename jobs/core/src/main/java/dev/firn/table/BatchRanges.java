package dev.firn.table;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/** Numbers of batches, those in a row as one: {@code 3}, {@code 5-9}. */
final class BatchRanges {

  private BatchRanges() {}

  /** Those up to a number of which something is true. */
  static List<String> of(long through, LongPredicate which) {
    List<String> ranges = new ArrayList<>();
    for (long seq = 1; seq <= through; seq++) {
      if (which.test(seq)) {
        long first = seq;
        while (seq < through && which.test(seq + 1)) {
          seq++;
        }
        ranges.add(first == seq ? Long.toString(seq) : first + "-" + seq);
      }
    }
    return List.copyOf(ranges);
  }
}
