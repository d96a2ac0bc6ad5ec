package dev.firn.contract;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code slaProperties} promise.
 *
 * @param schedule five-field cron; null when there is none
 * @param latency by table
 * @param recoveryWindow by table
 */
record Sla(String schedule, Map<String, Duration> latency, Map<String, Duration> recoveryWindow) {

  private static final Duration SHORTEST_WINDOW = Duration.ofHours(1);
  private static final int LARGEST = 100_000;
  private static final Set<String> KNOWN =
      Set.of("frequency", "latency", "recoveryWindow", "retention");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "d", Duration.ofDays(1),
          "day", Duration.ofDays(1),
          "days", Duration.ofDays(1),
          "h", Duration.ofHours(1),
          "hour", Duration.ofHours(1),
          "hours", Duration.ofHours(1),
          "min", Duration.ofMinutes(1),
          "minutes", Duration.ofMinutes(1));

  static Sla read(Element contract) {
    DeclaredTables declared = DeclaredTables.of(contract.get("schema"));
    String schedule = null;
    Map<String, Duration> latency = new HashMap<>();
    Map<String, Duration> recoveryWindow = new HashMap<>();
    for (Element promise : contract.get("slaProperties").items()) {
      List<String> tables = declared.named(promise.get("element"));
      String property = Objects.requireNonNullElse(promise.text("property"), "");
      switch (property) {
        case "frequency" -> {
          if (schedule != null) {
            promise.problem("`frequency` is there twice", "keep one: a feed has one schedule");
          }
          schedule = schedule(promise);
        }
        case "latency" ->
            duration(promise).ifPresent(value -> put(latency, tables, value, promise));
        case "recoveryWindow" ->
            duration(promise)
                .filter(value -> isLongEnough(value, promise))
                .ifPresent(value -> put(recoveryWindow, tables, value, promise));
        default -> checkSpelling(promise.get("property"), property);
      }
    }
    return new Sla(schedule, latency, recoveryWindow);
  }

  private static String schedule(Element promise) {
    Element schedule = promise.get("schedule");
    if (schedule.text() == null || !"cron".equals(promise.text("scheduler"))) {
      promise.problem(
          "`frequency` needs a cron schedule", "add scheduler: cron, schedule: '5 * * * *'");
      return null;
    }
    CronSchedule.mistake(schedule.text())
        .ifPresent(mistake -> schedule.problem(mistake, "write it like '5 * * * *', in UTC"));
    return schedule.text();
  }

  private static Optional<Duration> duration(Element promise) {
    String property = promise.text("property");
    Element value = promise.get("value");
    if (!value.present()) {
      return Optional.empty();
    }
    long number = value.node().isIntegralNumber() ? value.node().longValue() : 0;
    if (number < 1 || number > LARGEST) {
      value.problem(
          "the value of `%s` must be a whole number from 1 to %d, not %s"
              .formatted(property, LARGEST, value.node().asText()),
          null);
      return Optional.empty();
    }
    String unit = promise.text("unit");
    Duration one = UNITS.get(String.valueOf(unit));
    if (one == null) {
      promise.problem(
          unit == null
              ? "`%s` has no unit".formatted(property)
              : "`%s` is no unit for `%s`".formatted(unit, property),
          "use d, h or min");
    }
    return Optional.ofNullable(one).map(duration -> duration.multipliedBy(number));
  }

  private static boolean isLongEnough(Duration window, Element promise) {
    if (window.compareTo(SHORTEST_WINDOW) < 0) {
      promise.get("value").problem("a recovery window is one hour at least", "value: 1, unit: h");
      return false;
    }
    return true;
  }

  private static void put(
      Map<String, Duration> promises, List<String> tables, Duration value, Element promise) {
    for (String table : tables) {
      if (promises.putIfAbsent(table, value) != null) {
        promise.problem(
            "`%s` of the table %s is there twice".formatted(promise.text("property"), table),
            "keep one");
      }
    }
  }

  /** The standard lets people promise anything; what is nearly one of ours is meant to be it. */
  private static void checkSpelling(Element name, String property) {
    if (!KNOWN.contains(property)) {
      Suggestion.nearest(property, KNOWN)
          .ifPresent(
              near ->
                  name.problem("unknown promise `" + property + "`", Suggestion.didYouMean(near)));
    }
  }
}
