package dev.firn.contract;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The word that somebody probably meant. */
final class Suggestion {

  private Suggestion() {}

  /** "did you mean `x`?", or what can be chosen from; null when there is nothing. */
  static String remedy(String word, Collection<String> known) {
    return nearest(word, known)
        .map(Suggestion::didYouMean)
        .orElseGet(
            () ->
                switch (known.size()) {
                  case 0 -> null;
                  case 1 -> "write " + known.iterator().next();
                  default -> "use one of " + String.join(", ", known);
                });
  }

  static String didYouMean(String word) {
    return "did you mean `" + word + "`?";
  }

  /** The nearest known word, if it is near enough to be a slip of the finger. */
  static Optional<String> nearest(String word, Collection<String> known) {
    int enough = Math.max(1, word.length() / 3);
    return known.stream()
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
        .filter(candidate -> distance(word, candidate) <= enough);
  }

  /** Levenshtein's distance, ignoring case. */
  static int distance(String word, String candidate) {
    String lower = word.toLowerCase(Locale.ROOT);
    String other = candidate.toLowerCase(Locale.ROOT);
    int[] previous = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= lower.length(); i++) {
      int[] current = new int[other.length() + 1];
      current[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int change = lower.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        current[j] = Math.min(previous[j - 1] + change, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[other.length()];
  }
}
