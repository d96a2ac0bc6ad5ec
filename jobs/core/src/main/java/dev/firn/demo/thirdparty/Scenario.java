package dev.firn.demo.thirdparty;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All that a third party will do. The same scenario gives the same bytes, always and everywhere.
 *
 * @param seed of the events
 * @param start of hour 0 on the third party's clock
 * @param hours those with acts; in all others it behaves
 */
public record Scenario(long seed, Instant start, List<Hour> hours) {

  private static final Instant START = Instant.parse("2025-09-01T00:00:00Z");

  public Scenario {
    requireNonNull(start, "start");
    hours = List.copyOf(hours);
    Set<Integer> seen = new HashSet<>();
    for (Hour hour : hours) {
      if (!seen.add(hour.number())) {
        throw new IllegalArgumentException("hour " + hour.number() + " is there twice");
      }
    }
  }

  /** Events of a fixed seed, from 2025-09-01T00:00:00Z. */
  public static Scenario of(Hour... hours) {
    return new Scenario(20250901L, START, List.of(hours));
  }

  /** The day that {@code firn demo} shows: twelve hours. */
  public static Scenario demo() {
    return of(
        new Hour(0),
        new Hour(1, Act.QUIET),
        new Hour(2, Act.LATE_EVENTS, Act.REVISIONS),
        new Hour(3, Act.TOO_MANY_REQUESTS, Act.DROPPED_CONNECTION),
        new Hour(4, Act.DUPLICATE, Act.TWO_VERSIONS, Act.TEXT_MAGNITUDE),
        new Hour(5, Act.UNKNOWN_FIELD),
        new Hour(6, Act.CUT_JSON),
        new Hour(7, Act.WRONG_UNITS),
        new Hour(8),
        new Hour(9, Act.IMPOSSIBLE_MAGNITUDES),
        new Hour(10, Act.REVISIONS, Act.LATE_EVENTS),
        new Hour(11, Act.QUIET));
  }

  /** What happens in an hour, from 0. */
  public Hour hour(int number) {
    return hours.stream()
        .filter(hour -> hour.number() == number)
        .findFirst()
        .orElseGet(() -> new Hour(number));
  }
}
