package dev.firn.infra.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A contract's five-field cron in EventBridge's six fields. Days of the week count from Sunday, 1,
 * there and from Sunday, 0, here, so they are written as names; a day of the month and one of the
 * week cannot both be asked for.
 */
final class EventBridgeCron {

  private static final List<String> WEEK = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

  private EventBridgeCron() {}

  /**
   * @param cron five fields, checked already
   */
  static String of(String cron) {
    String[] fields = cron.strip().split("\\s+", -1);
    String day = fields[2];
    String weekday = fields[4];
    if (!day.equals("*") && !weekday.equals("*")) {
      throw new IllegalArgumentException(
          "schedule %s: EventBridge takes a day of the month or of the week, not both"
              .formatted(cron));
    }
    return "cron(%s %s %s %s %s *)"
        .formatted(
            fields[0],
            fields[1],
            weekday.equals("*") ? day : "?",
            fields[3].toUpperCase(Locale.ROOT),
            weekday.equals("*") ? "?" : names(weekday));
  }

  private static String names(String weekdays) {
    TreeSet<Integer> days = new TreeSet<>();
    for (String part : weekdays.split(",", -1)) {
      String[] step = part.split("/", -1);
      String[] range = step[0].equals("*") ? new String[] {"0", "6"} : step[0].split("-", -1);
      int first = day(range[0]);
      int last = range.length == 2 ? day(range[1]) : step.length == 2 ? 6 : first;
      for (int day = first; day <= last; day += step.length == 2 ? Integer.parseInt(step[1]) : 1) {
        days.add(day % 7);
      }
    }
    return new ArrayList<>(days).stream().map(WEEK::get).collect(Collectors.joining(","));
  }

  private static int day(String text) {
    int named = WEEK.indexOf(text.toUpperCase(Locale.ROOT));
    return named >= 0 ? named : Integer.parseInt(text);
  }
}
