package dev.firn.table;

import java.util.Comparator;

/**
 * A record that no row could be made of.
 *
 * @param batch that brought it
 * @param object key of the raw object
 * @param pointer JSON Pointer of the record in that object
 * @param place JSON Pointer of what is wrong
 * @param reason why
 * @param record itself, as JSON; null when it was not asked for
 * @param run that rejected it
 */
public record RejectedRecord(
    long batch,
    String object,
    String pointer,
    String place,
    String reason,
    String record,
    String run) {

  /** Newest batches first; in a batch as the third party sent them. */
  static final Comparator<RejectedRecord> NEWEST_FIRST =
      Comparator.comparingLong(RejectedRecord::batch)
          .reversed()
          .thenComparing(RejectedRecord::object, RejectedRecord::compareNumbered)
          .thenComparing(RejectedRecord::pointer, RejectedRecord::compareNumbered)
          .thenComparing(RejectedRecord::place, RejectedRecord::compareNumbered)
          .thenComparing(RejectedRecord::reason);

  /** What reasons say before they quote what was found. */
  private static final String FOUND = ", found ";

  private static final String UNKNOWN_MEMBERS = "no column takes ";

  /** The reason without what was found, so that those of one kind are alike. */
  public String kind() {
    int found = reason.indexOf(FOUND);
    if (found >= 0) {
      return reason.substring(0, found + FOUND.length()) + "…";
    }
    return reason.startsWith(UNKNOWN_MEMBERS) ? UNKNOWN_MEMBERS + "…" : reason;
  }

  RejectedRecord with(String json) {
    return new RejectedRecord(batch, object, pointer, place, reason, json, run);
  }

  /** Digits in a text by their number: /rows/2 comes before /rows/10. */
  private static int compareNumbered(String one, String other) {
    int i = 0;
    int j = 0;
    while (i < one.length() && j < other.length()) {
      int iEnd = endOfNumber(one, i);
      int jEnd = endOfNumber(other, j);
      int order =
          iEnd > i && jEnd > j && iEnd - i != jEnd - j
              ? Integer.compare(iEnd - i, jEnd - j)
              : Character.compare(one.charAt(i), other.charAt(j));
      if (order != 0) {
        return order;
      }
      i++;
      j++;
    }
    return Integer.compare(one.length() - i, other.length() - j);
  }

  private static int endOfNumber(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }
}
