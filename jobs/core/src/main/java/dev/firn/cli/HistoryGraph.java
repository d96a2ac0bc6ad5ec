package dev.firn.cli;

import dev.firn.table.History;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Draws a history in the manner of version control: a lane a line of descent, newest first. Lanes
 * keep their places, so that what stands above each other belongs together.
 */
final class HistoryGraph {

  private final List<History.Line> lines;
  private final SnapshotText text;
  private final Set<Long> known = new HashSet<>();

  /** Per lane, the snapshot that has to come next in it; null where there is none. */
  private final List<Long> lanes = new ArrayList<>();

  /** A lane that has just ended: what came next in it would seem to be its parent. */
  private int ended = -1;

  /**
   * @param lines all there are, newest first
   */
  HistoryGraph(List<History.Line> lines) {
    this.lines = List.copyOf(lines);
    this.text = new SnapshotText(this.lines);
    this.lines.forEach(line -> known.add(line.snapshot()));
  }

  /**
   * Some of the lines. Those before them are drawn as well, and not shown, for it is they that say
   * where the lanes are.
   *
   * @param from index of the first one
   * @param to index after the last one
   */
  void print(PrintWriter out, int from, int to) {
    for (int i = 0; i < to; i++) {
      History.Line line = lines.get(i);
      int lane = laneOf(line.snapshot());
      String join = join(line.snapshot(), lane);
      if (i >= from) {
        if (!join.isEmpty()) {
          out.println(join);
        }
        out.println(drawing(lane, symbol(line)) + text.of(line));
      }
      boolean goesOn = line.parent() != null && known.contains(line.parent());
      lanes.set(lane, goesOn ? line.parent() : null);
      ended = goesOn ? -1 : lane;
    }
  }

  /** The first that waits for it, or else one that is free. */
  private int laneOf(long snapshot) {
    int lane = lanes.indexOf(snapshot);
    for (int free = 0; lane < 0 && free < lanes.size(); free++) {
      lane = lanes.get(free) == null && free != ended ? free : lane;
    }
    if (lane < 0) {
      lane = lanes.size();
      lanes.add(null);
    }
    lanes.set(lane, snapshot);
    return lane;
  }

  /** Lanes to the right that wait for the same snapshot end here; empty when there is none. */
  private String join(long snapshot, int lane) {
    int last = lanes.lastIndexOf(snapshot);
    if (last == lane) {
      return "";
    }
    StringBuilder join = new StringBuilder();
    for (int i = 0; i < lanes.size(); i++) {
      boolean waits = lanes.get(i) != null;
      boolean ends = waits && i > lane && lanes.get(i) == snapshot;
      boolean across = i >= lane && i < last;
      String mark;
      if (i == lane) {
        mark = "├";
      } else if (ends) {
        mark = across ? "┴" : "┘";
      } else if (across) {
        mark = waits ? "┼" : "─";
      } else {
        mark = waits ? "│" : " ";
      }
      join.append(mark).append(across ? "─" : " ");
      if (ends) {
        lanes.set(i, null);
      }
    }
    return join.toString().stripTrailing();
  }

  private String drawing(int lane, String symbol) {
    int last = lane;
    for (int i = lane + 1; i < lanes.size(); i++) {
      last = lanes.get(i) == null ? last : i;
    }
    StringBuilder drawing = new StringBuilder();
    for (int i = 0; i <= last; i++) {
      drawing.append(i == lane ? symbol : lanes.get(i) == null ? " " : "│").append(' ');
    }
    return drawing.toString();
  }

  private static String symbol(History.Line line) {
    return switch (line.standing()) {
      case PUBLISHED -> "*";
      case ROLLED_BACK -> "x";
      case PROPOSED -> "o";
      case HELD -> "!";
    };
  }
}
