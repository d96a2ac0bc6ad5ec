package dev.firn.contract;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Five-field cron as every scheduler understands it: numbers, names, lists, ranges and steps. */
final class CronSchedule {

  private static final Pattern PART =
      Pattern.compile("(?:\\*|(\\w+)(?:-(\\w+))?)(?:/([0-9]{1,4}))?");

  private static final List<Field> FIELDS =
      List.of(
          new Field("minute", 0, 59, List.of()),
          new Field("hour", 0, 23, List.of()),
          new Field("day", 1, 31, List.of()),
          new Field(
              "month",
              1,
              12,
              List.of(
                  "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                  "dec")),
          new Field("weekday", 0, 7, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat")));

  private CronSchedule() {}

  /** What is wrong with it; empty when nothing is. */
  static Optional<String> mistake(String schedule) {
    String[] fields = schedule.strip().split("\\s+", -1);
    if (fields.length != FIELDS.size()) {
      return Optional.of(
          "a cron schedule has five fields (minute hour day month weekday), not " + fields.length);
    }
    for (int i = 0; i < fields.length; i++) {
      Field field = FIELDS.get(i);
      for (String part : fields[i].split(",", -1)) {
        if (!field.takes(part)) {
          return Optional.of(
              "`%s` is no %s (%d to %d)".formatted(part, field.name, field.from, field.to));
        }
      }
    }
    return Optional.empty();
  }

  private record Field(String name, int from, int to, List<String> names) {

    boolean takes(String part) {
      Matcher matcher = PART.matcher(part);
      if (!matcher.matches() || "0".equals(matcher.group(3))) {
        return false;
      }
      if (matcher.group(1) == null) {
        return true;
      }
      int first = number(matcher.group(1));
      int last = matcher.group(2) == null ? first : number(matcher.group(2));
      return from <= first && first <= last && last <= to;
    }

    private int number(String text) {
      int index = names.indexOf(text.toLowerCase(Locale.ROOT));
      if (index >= 0) {
        return from + index;
      }
      return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : -1;
    }
  }
}
