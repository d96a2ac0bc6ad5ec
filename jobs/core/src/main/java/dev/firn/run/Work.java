package dev.firn.run;

import dev.firn.raw.Batch;
import dev.firn.table.Applied;
import java.util.List;

/**
 * What there is to merge.
 *
 * @param batches content to apply, ascending; empty when there is nothing to do
 * @param before what main is made of
 * @param after what it is made of when these are applied
 */
record Work(List<Batch> batches, Applied before, Applied after) {

  Work {
    batches = List.copyOf(batches);
  }

  boolean isEmpty() {
    return batches.isEmpty();
  }

  List<Long> seqs() {
    return batches.stream().map(Batch::seq).toList();
  }

  /** Such as {@code 5-9}. */
  String range() {
    long first = batches.get(0).seq();
    long last = batches.get(batches.size() - 1).seq();
    return first == last ? Long.toString(first) : first + "-" + last;
  }
}
