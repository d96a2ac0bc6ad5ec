package dev.firn.cli;

import dev.firn.table.Counts;
import dev.firn.table.History;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Draws a history in the manner of version control: a lane a line of descent, newest first. */
final class HistoryGraph {

  private final List<History.Line> lines;

  /** Per lane, the snapshot that has to come next in it. */
  private final List<Long> lanes = new ArrayList<>();

  HistoryGraph(List<History.Line> lines) {
    this.lines = List.copyOf(lines);
  }

  void print(PrintWriter out) {
    for (History.Line line : lines) {
      int lane = lanes.indexOf(line.snapshot());
      if (lane < 0) {
        lane = lanes.size();
        lanes.add(line.snapshot());
      }
      join(out, line.snapshot(), lane);
      out.println(drawing(lane, symbol(line)) + text(line));
      lanes.set(lane, line.parent());
      if (line.parent() == null) {
        lanes.remove(lane);
      }
    }
  }

  /** Lanes to the right that wait for the same snapshot end here. */
  private void join(PrintWriter out, long snapshot, int lane) {
    for (int other = lanes.size() - 1; other > lane; other--) {
      if (lanes.get(other) != null && lanes.get(other) == snapshot) {
        StringBuilder join = new StringBuilder();
        for (int i = 0; i < lanes.size(); i++) {
          join.append(i < lane || i > other ? "│ " : i == lane ? "├─" : i == other ? "┘ " : "┼─");
        }
        out.println(join.toString().stripTrailing());
        lanes.remove(other);
      }
    }
  }

  private String drawing(int lane, String symbol) {
    StringBuilder drawing = new StringBuilder();
    for (int i = 0; i < lanes.size(); i++) {
      drawing.append(i == lane ? symbol : "│").append(' ');
    }
    return drawing.toString();
  }

  private static String symbol(History.Line line) {
    return switch (line.standing()) {
      case PUBLISHED -> "*";
      case ROLLED_BACK -> "x";
      case PROPOSED -> "o";
    };
  }

  private static String text(History.Line line) {
    StringBuilder text = new StringBuilder();
    text.append(line.at().replaceFirst("\\.\\d+Z", "Z")).append("  ");
    text.append(line.run() != null ? "run " + line.run() : "snapshot " + line.snapshot());
    if (!line.writer().equals("firn")) {
      text.append(" by ").append(line.writer()).append(", outside Firn");
    }
    if (line.counts() != null) {
      text.append("  batch ").append(line.batches()).append("  ").append(counts(line.counts()));
    } else {
      boolean created = line.parent() == null && line.writer().equals("firn");
      text.append("  ").append(created ? "table created" : line.operation());
    }
    text.append("  ").append(line.rows() < 0 ? "? rows" : line.rows() + " rows");
    switch (line.standing()) {
      case PUBLISHED -> {}
      case ROLLED_BACK -> text.append("  rolled back");
      case PROPOSED -> text.append("  not published");
    }
    if (!line.refs().isEmpty()) {
      text.append("  [").append(String.join(", ", line.refs())).append(']');
    }
    return text.toString();
  }

  private static String counts(Counts counts) {
    return "+%d ~%d".formatted(counts.added(), counts.changed())
        + (counts.rejected() == 0 ? "" : " !%d rejected".formatted(counts.rejected()));
  }
}
