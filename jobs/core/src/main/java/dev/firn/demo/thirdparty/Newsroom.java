package dev.firn.demo.thirdparty;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What the third party knows, hour by hour, before it spoils any of it. Hours go forward only. */
final class Newsroom {

  /** The feed looks back this far, and the first hour starts with as much behind it. */
  private static final Duration WINDOW = Duration.ofHours(24);

  /** After the full hour, so that no event sits on the edge. */
  private static final Duration DELAY = Duration.ofSeconds(35);

  private final Scenario scenario;
  private final Map<String, Quake> known = new LinkedHashMap<>();
  private int numbers;

  /**
   * What is known in an hour.
   *
   * @param generated when it was written down
   * @param quakes of the last 24 hours, latest origin first
   * @param fresh the ids that are published for the first time
   */
  record Edition(Hour hour, Instant generated, List<Quake> quakes, List<String> fresh) {}

  Newsroom(Scenario scenario) {
    this.scenario = scenario;
    for (int hour = -(int) WINDOW.toHours(); hour < 0; hour++) {
      publish(new QuakeGenerator(seed(hour)), generated(hour));
    }
  }

  /** The edition of an hour that is not quiet; call it for one hour after the other. */
  Edition next(Hour hour) {
    Instant now = generated(hour.number());
    QuakeGenerator generator = new QuakeGenerator(seed(hour.number()));
    if (hour.has(Act.REVISIONS)) {
      revise(generator, now);
    }
    List<Quake> fresh = new ArrayList<>(publish(generator, now));
    if (hour.has(Act.LATE_EVENTS)) {
      fresh.addAll(publishLate(generator, now));
    }
    if (hour.has(Act.UNKNOWN_FIELD)) {
      fresh.replaceAll(quake -> quake.withFeltRadius(5 + generator.below(200)));
      fresh.forEach(this::know);
    }
    return new Edition(hour, now, window(now), fresh.stream().map(Quake::id).toList());
  }

  private List<Quake> publish(QuakeGenerator generator, Instant now) {
    return IntStream.range(0, 2 + generator.below(2))
        .mapToObj(i -> generator.quake(++numbers, generator.momentBefore(now), now))
        .peek(this::know)
        .toList();
  }

  private List<Quake> publishLate(QuakeGenerator generator, Instant now) {
    return IntStream.range(0, 2)
        .mapToObj(i -> generator.momentBefore(now.minus(Duration.ofHours(4 + generator.below(8)))))
        .map(origin -> generator.quake(++numbers, origin, now))
        .peek(this::know)
        .toList();
  }

  private void revise(QuakeGenerator generator, Instant now) {
    List<Quake> candidates = window(now);
    for (int i = 0; i < 3; i++) {
      know(generator.revision(candidates.remove(generator.below(candidates.size())), now));
    }
  }

  private void know(Quake quake) {
    known.put(quake.id(), quake);
  }

  private List<Quake> window(Instant now) {
    List<Quake> window = new ArrayList<>(known.values());
    window.removeIf(quake -> quake.time().isBefore(now.minus(WINDOW)));
    window.sort(Comparator.comparing(Quake::time).thenComparing(Quake::id).reversed());
    return window;
  }

  private Instant generated(int hour) {
    return scenario.start().plus(Duration.ofHours(hour)).plus(DELAY);
  }

  /** Each hour has a seed of its own: what one hour does changes no event of another. */
  private long seed(int hour) {
    return scenario.seed() ^ (hour * 0x9E3779B97F4A7C15L);
  }
}
