package dev.firn.cli;

import dev.firn.table.FileChanges;
import dev.firn.table.History;
import dev.firn.table.SchemaChange;
import dev.firn.table.TableDiff;
import dev.firn.table.TableDiff.RowTotals;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What a table's metadata says of two points, for people. */
final class DiffText {

  private static final int MOST_SNAPSHOTS = 10;
  private static final int MOST_RANGES = 12;
  private static final int DIGITS = 7;

  private final TableDiff diff;
  private final SnapshotText snapshots;
  private final CommonOptions options;

  DiffText(TableDiff diff, SnapshotText snapshots, CommonOptions options) {
    this.diff = diff;
    this.snapshots = snapshots;
    this.options = options;
  }

  void print(PrintWriter out) {
    out.printf(
        "%s: from snapshot %d to %d, %s%n",
        diff.table(), diff.from().snapshot(), diff.to().snapshot(), relation());
    line(out, "rows", change(count(diff.from().rows()), count(diff.to().rows())));
    line(out, "taken out", rows(diff.rowsLeft(), diff.left()));
    line(out, "brought", rows(diff.rowsEntered(), diff.entered()));
    line(out, "batches", batches());
    line(out, "applied", change(through(diff.from()), through(diff.to())));
    schema(out);
    line(
        out,
        "files",
        change(count(diff.from().files()), count(diff.to().files())) + files(diff.files()));
    line(out, "deletes", diff.deleteFiles().none() ? "" : files(diff.deleteFiles()).substring(2));
    line(out, "layout", change(layout(diff.from().layout()), layout(diff.to().layout())));
    line(out, "contract", different(digest(diff.from()), digest(diff.to())));
    line(out, "firn", different(diff.from().program(), diff.to().program()));
    snapshots(out, "taken out", diff.left());
    snapshots(out, "brought", diff.entered());
  }

  /** How to see more. */
  void printNext(PrintWriter out) {
    if (!diff.haveTheSameFiles()) {
      out.println();
      line(
          out,
          "rows",
          options.again(
              "firn diff %s %d %d --rows"
                  .formatted(diff.table(), diff.from().snapshot(), diff.to().snapshot())));
    }
  }

  private String relation() {
    return switch (diff.relation()) {
      case SAME -> "which is the same";
      case DESCENDANT -> snapshots(diff.entered().size()) + " later";
      case ANCESTOR -> snapshots(diff.left().size()) + " earlier";
      case SIBLING ->
          "which parted at snapshot %d: %s behind the one alone, %s behind the other"
              .formatted(
                  diff.commonAncestor(),
                  snapshots(diff.left().size()),
                  snapshots(diff.entered().size()));
      case UNKNOWN -> "and what they have in common is no longer kept";
    };
  }

  private static String snapshots(int number) {
    return number == 1 ? "1 snapshot" : number + " snapshots";
  }

  private static String rows(RowTotals totals, List<History.Line> lines) {
    if (lines.isEmpty()) {
      return "";
    }
    String runs =
        totals.runs() == 0
            ? "no run"
            : "+%d ~%d -%d by %s"
                .formatted(
                    totals.inserted(),
                    totals.updated(),
                    totals.deleted(),
                    totals.runs() == 1 ? "1 run" : totals.runs() + " runs");
    return totals.foreign() == 0
        ? runs
        : runs + ", and what %s outside Firn did".formatted(snapshots((int) totals.foreign()));
  }

  private String batches() {
    if (diff.batchesLeft() == null) {
      return "unknown: the snapshots that said it have expired";
    }
    List<String> changes = new ArrayList<>();
    if (!diff.batchesLeft().isEmpty()) {
      changes.add("without " + ranges(diff.batchesLeft()));
    }
    if (!diff.batchesEntered().isEmpty()) {
      changes.add("with " + ranges(diff.batchesEntered()));
    }
    return changes.isEmpty() ? "the same" : String.join("; ", changes);
  }

  private static String ranges(List<String> ranges) {
    return ranges.size() <= MOST_RANGES
        ? String.join(", ", ranges)
        : String.join(", ", ranges.subList(0, MOST_RANGES))
            + ", … and %d others".formatted(ranges.size() - MOST_RANGES);
  }

  private void schema(PrintWriter out) {
    String label = "schema";
    if (diff.schema().isEmpty()) {
      line(out, label, "the same");
    }
    for (SchemaChange change : diff.schema()) {
      line(out, label, Visible.text(text(change)));
      label = "";
    }
  }

  private static String text(SchemaChange change) {
    return switch (change.kind()) {
      case ADDED -> "+ %s %s".formatted(change.column(), change.after());
      case DROPPED -> "- %s %s".formatted(change.column(), change.before());
      case RENAMED -> "~ %s -> %s".formatted(change.before(), change.after());
      case RETYPED -> "~ %s %s -> %s".formatted(change.column(), change.before(), change.after());
    };
  }

  private static String files(FileChanges files) {
    return "  +%d -%d, %s bytes added, %s removed"
        .formatted(
            files.added(),
            files.removed(),
            grouped(files.addedBytes()),
            grouped(files.removedBytes()));
  }

  private void snapshots(PrintWriter out, String label, List<History.Line> lines) {
    if (lines.isEmpty()) {
      return;
    }
    out.printf("%n%s, newest first%n", label);
    lines.stream().limit(MOST_SNAPSHOTS).forEach(line -> out.println("  " + snapshots.of(line)));
    if (lines.size() > MOST_SNAPSHOTS) {
      out.printf(
          "  … %d older: %s%n",
          lines.size() - MOST_SNAPSHOTS,
          options.again(
              "firn history %s --from %d"
                  .formatted(diff.table(), lines.get(MOST_SNAPSHOTS).snapshot())));
    }
  }

  private static String layout(Map<String, Long> layout) {
    return layout.isEmpty()
        ? "no file"
        : layout.entrySet().stream()
            .map(one -> layout.size() == 1 ? one.getKey() : one.getValue() + " " + one.getKey())
            .collect(Collectors.joining(", "));
  }

  private static String digest(TableDiff.End end) {
    return end.contract() == null
        ? null
        : end.contract().substring(0, Math.min(DIGITS, end.contract().length()));
  }

  private static String through(TableDiff.End end) {
    return end.through() == null ? "?" : "up to " + end.through();
  }

  private static String count(long number) {
    return number < 0 ? "?" : grouped(number);
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String change(String before, String after) {
    return before.equals(after) ? before : before + " -> " + after;
  }

  /** Empty when both are the same, or one is not known. */
  private static String different(String before, String after) {
    return before == null || after == null || Objects.equals(before, after)
        ? ""
        : before + " -> " + after;
  }

  private static void line(PrintWriter out, String label, String value) {
    if (!value.isEmpty()) {
      out.printf("  %-10s %s%n", label, value);
    }
  }
}
