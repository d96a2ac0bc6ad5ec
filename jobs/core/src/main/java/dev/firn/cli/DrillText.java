package dev.firn.cli;

import dev.firn.drill.DrillReport;
import dev.firn.drill.DrillReport.Result;
import dev.firn.drill.DrillReport.StepReport;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a drill found: a line or more a step, then what that says about the window. */
final class DrillText {

  private static final String LINE = "  %-15s %7s  %-8s  %s%n";
  private static final int INDENT = 37;

  private final DrillReport report;
  private final int width;
  private final CommonOptions options;

  /**
   * @param width of the terminal
   */
  DrillText(DrillReport report, int width, CommonOptions options) {
    this.report = report;
    this.width = width;
    this.options = options;
  }

  void print(PrintWriter out) {
    out.printf("%s: %s%n", report.table(), headline());
    if (!report.steps().isEmpty()) {
      out.printf(LINE, "STEP", "SECONDS", "RESULT", "WHAT");
      report.steps().forEach(step -> print(out, step));
    }
    if (report.window() != null) {
      out.printf("  %s%n", window(report.window()));
    }
    report.next().forEach(command -> out.printf("  %-15s %s%n", "next", options.again(command)));
  }

  private String headline() {
    return switch (report.outcome()) {
      case HOLDS, HOLDS_IN_PART -> "drill %s: %s".formatted(report.drill(), report.message());
      case NOTHING -> "nothing to rehearse: " + report.message();
      case BROKEN -> "drill %s: NOT EVERYTHING HOLDS".formatted(report.drill());
    };
  }

  private void print(PrintWriter out, StepReport step) {
    List<String> lines = wrapped(step.what());
    out.printf(
        LINE,
        step.step(),
        step.result() == Result.LEFT_OUT
            ? ""
            : String.format(Locale.ROOT, "%.1f", step.millis() / 1000.0),
        result(step.result()),
        lines.get(0));
    lines.stream().skip(1).forEach(line -> out.println(" ".repeat(INDENT) + line));
  }

  private static String result(Result result) {
    return switch (result) {
      case OK -> "ok";
      case FAILED -> "FAILED";
      case LEFT_OUT -> "left out";
    };
  }

  private static String window(DrillReport.Window window) {
    if (!window.holds()) {
      return "the window of %s does not hold".formatted(window.promised());
    }
    return "the window of %s holds: %,d %s, the oldest of %s; each can be gone back to"
        .formatted(
            window.promised(),
            window.points(),
            window.points() == 1 ? "point" : "points",
            window.oldest());
  }

  /** At blanks; what has none is left whole, to be pasted. */
  private List<String> wrapped(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() > 0 && INDENT + line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
