package dev.firn.cli;

import java.util.Collection;
import java.util.stream.Collectors;

/** Batch numbers in a sentence. */
final class Numbers {

  private Numbers() {}

  static String list(Collection<Long> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
