package dev.firn.demo.thirdparty;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/**
 * Invents events. {@link Random} and {@link StrictMath} are specified to the bit, so a seed means
 * the same events on every machine.
 */
final class QuakeGenerator {

  private static final List<String> DIRECTIONS =
      List.of("N", "NNE", "ENE", "E", "ESE", "SSE", "S", "SSW", "WSW", "W", "WNW", "NNW");

  private static final List<Region> REGIONS =
      List.of(
          new Region(
              "us", "Sorrel Islands", -14, 167, 3, 250, List.of("Port Aldery", "Lamb’s Rest")),
          new Region("us", "Tarquel", -23, -68, 2, 180, List.of("Ynara", "San Odón de la Sal")),
          new Region("us", "Kuroma Trench", 42, 145, 3, 90, List.of("Hanebashi", "Otoru")),
          new Region("pr", "Vieja Isla", 18, -67, 1, 60, List.of("Marejada", "Güamí")),
          new Region(
              "ak", "North Cape Territory", 61, -151, 4, 130, List.of("Spruce Harbor", "Nuliaq")),
          new Region("hv", "Ashfall", 19, -155, 1, 35, List.of("Pele‘ula")),
          new Region("nc", "Redwood County", 39, -123, 1, 15, List.of("The Gulch", "Mill Ferry")));

  /** Where events happen; the names are on no map. */
  private record Region(
      String net, String name, int lat, int lon, int spread, int maxDepthKm, List<String> towns) {}

  private final Random random;

  QuakeGenerator(long seed) {
    this.random = new Random(seed);
  }

  /**
   * An event somewhere, as first published.
   *
   * @param number makes the id unique
   * @param published at least some minutes after the origin
   */
  Quake quake(int number, Instant origin, Instant published) {
    Region region = REGIONS.get(below(REGIONS.size()));
    BigDecimal magnitude = magnitude(region.net().equals("us") ? 4 : 2.5);
    boolean felt = magnitude.doubleValue() >= 4 && random.nextBoolean();
    return new Quake(
        region.net(),
        "7" + HexFormat.of().toHexDigits(number * 7919L, 6),
        origin,
        published.minusSeconds(60 + below(600)).minusMillis(below(1000)),
        magnitude,
        magnitude.doubleValue() >= 5 ? "mww" : region.net().equals("us") ? "mb" : "ml",
        place(region),
        around(region.lon(), region.spread()),
        around(region.lat(), region.spread()),
        decimal(random.nextDouble() * region.maxDepthKm(), 3),
        maybe(5) ? null : 8 + below(120),
        maybe(4) ? null : decimal(random.nextDouble() * 8, 3),
        decimal(0.1 + random.nextDouble(), 2),
        maybe(6) ? null : decimal(20 + below(240), 0),
        felt ? 1 + below(90) : null,
        !maybe(3),
        null);
  }

  /**
   * Another look at an event: a somewhat different magnitude, and a place told from another town.
   */
  Quake revision(Quake quake, Instant now) {
    BigDecimal change = decimal((1 + below(4)) / 10.0, 1);
    Region region =
        REGIONS.stream()
            .filter(r -> quake.place().endsWith(", " + r.name()))
            .findFirst()
            .orElseThrow();
    return quake.revised(
        random.nextBoolean() || quake.magnitude().doubleValue() < 3
            ? quake.magnitude().add(change)
            : quake.magnitude().subtract(change),
        place(region),
        now.minusSeconds(60 + below(600)));
  }

  /** A moment in the hour before. */
  Instant momentBefore(Instant end) {
    return end.minus(Duration.ofMillis(600_000 + below(3_000_000)));
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  private boolean maybe(int oneIn) {
    return below(oneIn) == 0;
  }

  /** Ten times fewer for every step of the scale (Gutenberg and Richter), up to 8. */
  private BigDecimal magnitude(double least) {
    double magnitude = least - StrictMath.log10(1 - random.nextDouble());
    return decimal(StrictMath.min(magnitude, 8), 1);
  }

  private String place(Region region) {
    return (3 + below(120))
        + " km "
        + DIRECTIONS.get(below(DIRECTIONS.size()))
        + " of "
        + region.towns().get(below(region.towns().size()))
        + ", "
        + region.name();
  }

  private BigDecimal around(int degrees, int spread) {
    return decimal(degrees + (random.nextDouble() * 2 - 1) * spread, 4);
  }

  private static BigDecimal decimal(double value, int scale) {
    return BigDecimal.valueOf(value).setScale(scale, RoundingMode.HALF_UP);
  }
}
