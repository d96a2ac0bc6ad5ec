package dev.firn.doctor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Numbers of batches in a sentence, those in a row as one. */
final class Batches {

  private static final int MOST = 10;

  private Batches() {}

  /** Such as {@code batches 3, 5-9}. */
  static String text(Collection<Long> seqs) {
    List<String> ranges = ranges(seqs);
    String shown = String.join(", ", ranges.subList(0, Math.min(MOST, ranges.size())));
    return (seqs.size() == 1 ? "batch " : "batches ") + shown + (ranges.size() > MOST ? ", …" : "");
  }

  private static List<String> ranges(Collection<Long> seqs) {
    List<Long> sorted = seqs.stream().sorted().toList();
    List<String> ranges = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i++) {
      long first = sorted.get(i);
      while (i + 1 < sorted.size() && sorted.get(i + 1) == sorted.get(i) + 1) {
        i++;
      }
      ranges.add(first == sorted.get(i) ? Long.toString(first) : first + "-" + sorted.get(i));
    }
    return ranges;
  }
}
