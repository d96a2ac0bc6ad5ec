package dev.firn.raw;

import static java.util.Objects.requireNonNull;

import dev.firn.fault.FirnException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What there is of a raw log, as listings say: to find out what is missing. What a batch says of
 * itself is believed only once it has been read.
 */
public final class RawInventory {

  private final RawLog log;
  private final NavigableSet<Long> numbers = new TreeSet<>();
  private final NavigableMap<String, Long> bodies;

  public RawInventory(RawLog log) throws IOException {
    this.log = requireNonNull(log, "log");
    String manifests = log.manifests();
    for (String key : log.store().list(manifests, "")) {
      String name = key.substring(manifests.length());
      if (name.matches("\\d{1,18}\\.json")) {
        numbers.add(Long.valueOf(name.substring(0, name.length() - ".json".length())));
      }
    }
    this.bodies = log.store().sizes(log.bodies(), "");
  }

  /** Of the batches whose manifests are there. */
  public NavigableSet<Long> numbers() {
    return numbers;
  }

  /** The numbers that are missing between the first and the last. */
  public List<Long> gaps() {
    List<Long> gaps = new ArrayList<>();
    long expected = 1;
    for (long seq : numbers) {
      for (; expected < seq; expected++) {
        gaps.add(expected);
      }
      expected = seq + 1;
    }
    return gaps;
  }

  /** What is wrong with a manifest that is there; empty when it can be read. */
  public Optional<String> damage(long seq) {
    try {
      log.get(seq);
      return Optional.empty();
    } catch (FirnException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** Where the manifest of a batch is, or was. */
  public String manifest(long seq) {
    return log.manifest(seq);
  }

  /** Lengths of all bodies, by key. */
  public NavigableMap<String, Long> bodies() {
    return bodies;
  }

  /** The fetch that left a body. */
  public String fetchOf(String body) {
    String below = body.substring(log.bodies().length());
    int end = below.indexOf('/');
    return end < 0 ? below : below.substring(0, end);
  }
}
