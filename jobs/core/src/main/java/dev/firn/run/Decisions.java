package dev.firn.run;

import dev.firn.table.Hold;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The commands that end a hold, one of which has to be chosen. */
final class Decisions {

  private Decisions() {}

  /**
   * @param waiting batches that the hold keeps from being merged
   */
  static List<String> next(String table, Hold hold, List<Long> waiting) {
    List<String> commands = new ArrayList<>();
    commands.add("firn exclude %s %s --reason \"…\"".formatted(table, batches(waiting)));
    if (hold.run() != null) {
      commands.add("firn publish %s %s --accept \"…\"".formatted(table, hold.run()));
    }
    commands.add("firn release " + table);
    return List.copyOf(commands);
  }

  static String batches(List<Long> waiting) {
    return waiting.isEmpty()
        ? "BATCH"
        : waiting.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }
}
