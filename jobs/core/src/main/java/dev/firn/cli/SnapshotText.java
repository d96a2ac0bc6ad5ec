package dev.firn.cli;

import dev.firn.table.Counts;
import dev.firn.table.History;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A snapshot in a line: who wrote it, from what, and what became of it. */
final class SnapshotText {

  private static final int DIGITS = 7;
  private static final int LONGEST_REASON = 80;

  private final Map<Long, History.Line> lines = new HashMap<>();

  /** The nearest run behind a snapshot, if it is known. */
  private final Map<Long, History.Line> runBefore = new HashMap<>();

  /** Runs whose snapshot was written by a contract or a program that is new. */
  private final Set<Long> ofNewContract = new HashSet<>();

  private final Set<Long> ofNewProgram = new HashSet<>();

  /**
   * @param history all of it, newest first
   */
  SnapshotText(List<History.Line> history) {
    history.forEach(line -> lines.put(line.snapshot(), line));
    for (int i = history.size() - 1; i >= 0; i--) {
      compare(history.get(i));
    }
  }

  private void compare(History.Line line) {
    History.Line parent = line.parent() == null ? null : lines.get(line.parent());
    History.Line before =
        parent == null || parent.contract() != null ? parent : runBefore.get(parent.snapshot());
    if (before == null) {
      return;
    }
    runBefore.put(line.snapshot(), before);
    if (line.contract() != null && before.contract() != null) {
      if (!line.contract().equals(before.contract())) {
        ofNewContract.add(line.snapshot());
      }
      if (!line.program().equals(before.program())) {
        ofNewProgram.add(line.snapshot());
      }
    }
  }

  String of(History.Line line) {
    StringBuilder text = new StringBuilder();
    text.append(line.at().replaceFirst("\\.\\d+Z", "Z")).append("  ");
    text.append(line.run() != null ? "run " + line.run() : "snapshot " + line.snapshot());
    if (!line.writer().equals("firn")) {
      text.append(" by ").append(Visible.text(line.writer())).append(", outside Firn");
    }
    if (line.counts() != null) {
      text.append("  ").append(source(line)).append("  ").append(counts(line.counts()));
    } else {
      boolean created = line.parent() == null && line.writer().equals("firn");
      text.append("  ").append(created ? "table created" : line.operation());
    }
    text.append("  ").append(line.rows() < 0 ? "? rows" : line.rows() + " rows");
    text.append(made(line));
    String standing = standing(line);
    text.append(standing.isEmpty() ? "" : "  " + standing);
    if (!line.refs().isEmpty()) {
      text.append("  [").append(Visible.text(String.join(", ", line.refs()))).append(']');
    }
    return text.toString();
  }

  private static String source(History.Line line) {
    return line.branch() == null
        ? "batch " + line.batches()
        : "branch " + Visible.text(line.branch());
  }

  /** By what, where that is news. */
  private String made(History.Line line) {
    return (ofNewContract.contains(line.snapshot()) ? "  new contract " + digest(line) : "")
        + (ofNewProgram.contains(line.snapshot()) ? "  firn " + line.program() : "");
  }

  private static String digest(History.Line line) {
    return line.contract().substring(0, Math.min(DIGITS, line.contract().length()));
  }

  private static String standing(History.Line line) {
    return switch (line.standing()) {
      case PUBLISHED -> line.reason() == null ? "" : "accepted: " + reason(line);
      case ROLLED_BACK ->
          line.reason() == null || line.reason().startsWith("rolled back")
              ? "rolled back"
              : "rolled back: " + reason(line);
      case HELD -> "held: " + reason(line);
      case PROPOSED -> "not published";
    };
  }

  private static String reason(History.Line line) {
    return Visible.start(line.reason(), LONGEST_REASON);
  }

  /** Of rows; what is most often nothing is left out then. */
  static String counts(Counts counts) {
    return "+%d ~%d".formatted(counts.inserted(), counts.updated())
        + (counts.deleted() == 0 ? "" : " -" + counts.deleted())
        + (counts.rejected() == 0 ? "" : " !%d rejected".formatted(counts.rejected()));
  }
}
