package dev.firn.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/** Commands to type next, a line each; where there is a choice, with what each of them means. */
final class Next {

  private static final Map<String, String> MEANINGS =
      Map.of(
          "diff", "see what differs",
          "exclude", "leave the batches out",
          "publish", "show it to readers",
          "publish --accept", "show them all the same",
          "release", "merge them again");
  private static final int WIDEST = 24;

  private final CommonOptions options;
  private final List<String> commands;

  Next(CommonOptions options, List<String> commands) {
    this.options = options;
    this.commands = List.copyOf(commands);
  }

  /** Publishing what failed its audit means something else than publishing what passed it. */
  private static String verb(String command) {
    String verb = command.split(" ", 3)[1];
    return command.contains(" --accept ") ? verb + " --accept" : verb;
  }

  /** Under a label, like a summary's other lines. */
  void print(PrintWriter out, String label) {
    if (commands.size() == 1) {
      out.printf("  %-10s %s%n", label, options.again(commands.get(0)));
      return;
    }
    for (int i = 0; i < commands.size(); i++) {
      String command = commands.get(i);
      String verb = verb(command);
      out.printf(
          "  %-10s %s%s%n",
          i == 0 ? "decide" : "",
          (MEANINGS.getOrDefault(verb, verb) + ": " + " ".repeat(WIDEST)).substring(0, WIDEST),
          options.again(command));
    }
  }
}
